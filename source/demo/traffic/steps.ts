/** One request of a user. */
export interface Step {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH';
	path: string;
	body?: unknown;
}

interface WeightedStep {
	weight: number;
	step: (random: () => number) => Step;
}

const get =
	(path: string): WeightedStep['step'] =>
	() => ({method: 'GET', path});
const productOf = (random: () => number): number => 1 + Math.floor(40 * random() ** 2);
const words = ['lamp', 'chair', 'oak', 'glass', 'shelf', 'wool'];

/** What users do, by how often. Popular products are asked for more often than others, as everywhere. */
const steps: readonly WeightedStep[] = [
	{weight: 12, step: get('/api/products')},
	{weight: 16, step: (random) => ({method: 'GET', path: `/api/products/${productOf(random)}`})},
	{weight: 4, step: get('/api/categories')},
	{weight: 20, step: (random) => ({method: 'GET', path: `/api/search?q=${words[Math.floor(words.length * random())]}`})},
	{weight: 3, step: get('/api/recommendations')},
	{weight: 8, step: get('/api/orders')},
	{weight: 6, step: get('/api/basket')},
	{
		weight: 5,
		step: (random) => ({method: 'POST', path: '/api/basket', body: {product: productOf(random), count: 1 + Math.floor(3 * random())}}),
	},
	{weight: 1, step: (random) => ({method: 'PUT', path: '/api/basket', body: {product: productOf(random), count: 2}})},
	{weight: 2, step: () => ({method: 'POST', path: '/api/orders', body: {}})},
	{weight: 5, step: get('/api/notifications')},
	{weight: 1, step: get('/api/wishlist')},
	{weight: 1, step: get('/api/export/products')},
	{weight: 10, step: get('/api/reports/stock')},
	{weight: 3, step: get('/products')},
];
const total = steps.reduce((sum, {weight}) => sum + weight, 0);

/** Draws the next step of a visit. */
export function nextStep(random: () => number): Step {
	let left = random() * total;
	for (const {weight, step} of steps) {
		left -= weight;
		if (left < 0) return step(random);
	}
	return steps[0]!.step(random);
}

/** What the page asks for when somebody arrives, in its own order: see `frontend/app.js`. */
export const arrival: readonly Step[] = [
	'/',
	'/app.js',
	'/style.css',
	'/api/banners',
	'/api/loyalty',
	'/api/savings',
	'/v2/stores',
	'/api/products',
	'/api/categories',
	'/api/recommendations',
].map((path) => ({method: 'GET', path}));
