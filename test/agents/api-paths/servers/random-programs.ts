import fc from 'fast-check';

/** A program whose routes are declared one in a line, with the number of the route in that line: `#12`. */
export interface Program {
	files: Record<string, string>;
}

export type Verb = 'get' | 'post' | 'put' | 'delete' | 'all';

interface RouteSpec {
	verb: Verb;
	path: string;
	style: 'shorthand' | 'options' | 'handler-option' | 'route' | 'several';
}

interface PluginSpec {
	prefix: string | null;
	isOwnFile: boolean;
	routes: RouteSpec[];
	plugins: PluginSpec[];
}

const paths = ['/', '/a', '/b', '/:id', '/a/:id', '/:id/a', '/a/b', '/B', '/files/*', '/a/'];
const verb = fc.constantFrom<Verb>('get', 'get', 'post', 'put', 'delete', 'all');

const routeSpec: fc.Arbitrary<RouteSpec> = fc.record({
	verb,
	path: fc.constantFrom(...paths),
	style: fc.constantFrom<RouteSpec['style']>('shorthand', 'options', 'handler-option', 'route', 'several'),
});

const pluginSpec = (depth: number): fc.Arbitrary<PluginSpec> =>
	fc.record({
		prefix: fc.constantFrom<string | null>(null, '', '/', '/x', 'y', '/z/', '/:tenant', '/x/y'),
		isOwnFile: fc.boolean(),
		routes: fc.array(routeSpec, {maxLength: 3}),
		plugins: depth === 0 ? fc.constant([]) : fc.array(pluginSpec(depth - 1), {maxLength: 2}),
	});

/** Fastify servers: plugins in plugins, inline and in files of their own, with prefixes of every shape. */
export const fastifyPrograms: fc.Arbitrary<Program> = pluginSpec(3).map((root) => {
	const writer = newWriter();
	const body = fastifyBody(writer, root);
	const head = [
		"import Fastify from 'fastify';",
		...body.imports,
		'export const app = Fastify({exposeHeadRoutes: false});',
		'export const table = [];',
	];
	writer.files['server.mjs'] = [...head, "app.addHook('onRoute', (route) => table.push({...route}));", ...body.lines, ''].join('\n');
	return {files: writer.files};
});

interface Writer {
	files: Record<string, string>;
	next(): number;
}

function newWriter(): Writer {
	let last = 0;
	return {files: {}, next: () => ++last};
}

interface Body {
	imports: string[];
	lines: string[];
}

function fastifyBody(writer: Writer, {routes, plugins}: PluginSpec): Body {
	const imports: string[] = [];
	const lines = routes.map((route) => fastifyRoute(route, writer.next()));
	for (const plugin of plugins) {
		const inner = fastifyBody(writer, plugin);
		const name = `plugin${writer.next()}`;
		const options = plugin.prefix === null ? '' : `, {prefix: '${plugin.prefix}'}`;
		if (plugin.isOwnFile) {
			writer.files[`${name}.mjs`] = [...inner.imports, 'export default async function (app) {', ...inner.lines, '}', ''].join('\n');
			imports.push(`import ${name} from './${name}.mjs';`);
			lines.push(`app.register(${name}${options});`);
		} else {
			imports.push(...inner.imports);
			lines.push('app.register(async (app) => {', ...inner.lines, `}${options});`);
		}
	}
	return {imports, lines};
}

function fastifyRoute({verb: method, path, style}: RouteSpec, id: number): string {
	const handler = `async () => '#${id}'`;
	if (style === 'options') return `app.${method}('${path}', {config: {url: '/none'}}, ${handler});`;
	if (style === 'handler-option') return `app.${method}('${path}', {handler: ${handler}});`;
	if (style === 'route' && method !== 'all') return `app.route({method: '${method.toUpperCase()}', url: '${path}', handler: ${handler}});`;
	if (style === 'several' && method !== 'all')
		return `app.route({method: ['PATCH', '${method.toUpperCase()}'], path: '${path}', handler: ${handler}});`;
	return `app.${method}('${path}', ${handler});`;
}

type HonoStep =
	| {kind: 'verb'; verb: Verb; path: string | null}
	| {kind: 'on'; methods: string[]; paths: string[]}
	| {kind: 'use'; path: string | null}
	| {kind: 'route'; at: string; sub: HonoSpec; isLate: boolean};

interface HonoSpec {
	base: string | null;
	isOwnFile: boolean;
	steps: HonoStep[];
}

const honoPaths = ['/', '/a', 'b', '/:id', '/a/:id', '/a/b/', '/:id{[0-9]+}', '/a/:id?', '/files/*', '*', ''];
const mounts = ['/', '/x', 'y', '/z/', '/:tenant'];

const honoStep = (depth: number): fc.Arbitrary<HonoStep> => {
	const leaves: fc.Arbitrary<HonoStep>[] = [
		fc.record({kind: fc.constant('verb' as const), verb, path: fc.constantFrom<string | null>(null, ...honoPaths)}),
		fc.record({
			kind: fc.constant('on' as const),
			methods: fc.subarray(['GET', 'PUT', 'PURGE'], {minLength: 1}),
			paths: fc.subarray(honoPaths, {minLength: 1, maxLength: 2}),
		}),
		fc.record({kind: fc.constant('use' as const), path: fc.constantFrom<string | null>(null, '/a/*', '/files/*')}),
	];
	if (depth === 0) return fc.oneof(...leaves);
	return fc.oneof(
		...leaves,
		fc.record({kind: fc.constant('route' as const), at: fc.constantFrom(...mounts), sub: honoSpec(depth - 1), isLate: fc.boolean()}),
	);
};

const honoSpec = (depth: number): fc.Arbitrary<HonoSpec> =>
	fc.record({
		base: fc.constantFrom<string | null>(null, '/api', 'v1', '/'),
		isOwnFile: fc.boolean(),
		steps: fc.array(honoStep(depth), {maxLength: 4}),
	});

/** Hono apps: apps routed into apps, base paths, paths left out, routes added too late. */
export const honoPrograms: fc.Arbitrary<Program> = honoSpec(3).map((root) => {
	const writer = newWriter();
	const body = honoBody(writer, root, 'app');
	writer.files['server.mjs'] = ["import {Hono} from 'hono';", ...body.imports, ...body.lines, 'export default app;', ''].join('\n');
	return {files: writer.files};
});

function honoBody(writer: Writer, {base, steps}: HonoSpec, name: string): Body {
	const imports: string[] = [];
	const lines = [`const ${name} = new Hono()${base === null ? '' : `.basePath('${base}')`};`];
	for (const step of steps) lines.push(...honoLines(writer, step, name, imports));
	return {imports, lines};
}

function honoLines(writer: Writer, step: HonoStep, name: string, imports: string[]): string[] {
	const handler = `(c) => c.text('#${writer.next()}')`;
	const given = (path: string | null): string => (path === null ? '' : `'${path}', `);
	if (step.kind === 'verb') return [`${name}.${step.verb}(${given(step.path)}${handler});`];
	if (step.kind === 'use') return [`${name}.use(${given(step.path)}async function middleware(c, next) { await next(); });`];
	if (step.kind === 'on') return [`${name}.on(${JSON.stringify(step.methods)}, ${JSON.stringify(step.paths)}, ${handler});`];
	const sub = `app${writer.next()}`;
	const inner = honoBody(writer, step.sub, sub);
	const late = step.isLate ? [`${sub}.get('/late', ${handler});`] : [];
	const mount = [`${name}.route('${step.at}', ${sub});`, ...late];
	if (!step.sub.isOwnFile) {
		imports.push(...inner.imports);
		return [...inner.lines, ...mount];
	}
	writer.files[`${sub}.mjs`] = ["import {Hono} from 'hono';", ...inner.imports, ...inner.lines, `export default ${sub};`, ''].join('\n');
	imports.push(`import ${sub} from './${sub}.mjs';`);
	return mount;
}
