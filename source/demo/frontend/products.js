import {ask, send} from './api.js';

/** Lists all products, and suggestions when there are any. */
export async function showProducts(page) {
	const [products, categories] = await Promise.all([ask('/api/products'), ask('/api/categories')]);
	page.replaceChildren(...categories.map((category) => sectionOf(category, products)));
	const suggested = await ask('/api/recommendations').catch(() => []);
	page.append(...suggested.map(cardOf));
}

/** One product with its price. */
export async function showProduct(page, id) {
	page.replaceChildren(cardOf(await ask(`/api/products/${id}`)));
}

export async function showSearch(page, words) {
	const found = await ask(`/api/search?q=${encodeURIComponent(words)}`);
	page.replaceChildren(...found.map(cardOf));
}

/** The shop nearest to the visitor; the list comes from the second version of the API, and the page does without it. */
export async function showNearestStore(place) {
	const stores = await ask('/v2/stores').catch(() => []);
	place.textContent = stores[0]?.name ?? '';
}

function sectionOf(category, products) {
	const section = document.createElement('section');
	section.append(Object.assign(document.createElement('h2'), {textContent: category.name}));
	section.append(...products.filter((product) => product.category === category.id).map(cardOf));
	return section;
}

function cardOf(product) {
	const card = document.createElement('article');
	const button = Object.assign(document.createElement('button'), {textContent: 'Add'});
	button.addEventListener('click', () => void ask('/api/basket', send('POST', {product: product.id})));
	card.append(
		`${product.name} `,
		Object.assign(document.createElement('span'), {className: 'price', textContent: `${product.price} €`}),
		button,
	);
	return card;
}
