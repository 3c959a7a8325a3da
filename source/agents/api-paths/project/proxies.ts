import {readModule} from '../code/parse.ts';
import type {Expr, Module, Prop, Stmt} from '../code/ir.ts';
import type {Project} from './project.ts';

/** A prefix that a development server passes on under another one. */
export interface Proxy {
	from: string;
	to: string;
}

const configNames =
	/(?:^|\/)(?:vite\.config|nuxt\.config|rsbuild\.config|webpack\.config|webpack\.dev|vue\.config|setupProxy)\.[cm]?[jt]s$/;
const angularNames = /(?:^|\/)proxy\.conf(?:ig)?\.(?:json|[cm]?js)$/;

/**
 * What the development servers of the project rewrite: `rewrite: (path) => path.replace(/^\/api/, '')` of Vite, `pathRewrite` of webpack and
 * http-proxy-middleware, `proxy.conf.json` of Angular. A proxy that passes paths on as they are needs no rule.
 */
export function readProxies(project: Project): Proxy[] {
	const files = project.filesUnder('').filter((file) => configNames.test(file) || angularNames.test(file));
	return files.flatMap((file) => {
		const text = project.readText(file);
		if (text === undefined || !/rewrite/i.test(text)) return [];
		// JSON is an expression of JavaScript.
		return proxiesOf(readModule(file.endsWith('.json') ? `${file}.js` : file, file.endsWith('.json') ? `export default ${text}` : text));
	});
}

function proxiesOf(module: Module): Proxy[] {
	return objectsOf(module).flatMap((object) =>
		object.props.flatMap((prop) => {
			if (prop.kind !== 'prop') return [];
			if (prop.key === 'pathRewrite') return ofTable(prop.value);
			if (prop.key === 'rewrite' && prop.value.kind === 'function') return ofReplace(prop.value.func.body);
			return [];
		}),
	);
}

type ObjectExpr = Extract<Expr, {kind: 'object'}>;

/** Every object literal of a config, however deep. */
function objectsOf(module: Module): ObjectExpr[] {
	const found: ObjectExpr[] = [];
	const seen = new Set<object>();
	const visit = (node: unknown): void => {
		if (typeof node !== 'object' || node === null || seen.has(node) || node === module) return;
		seen.add(node);
		if ((node as Expr).kind === 'object' && Array.isArray((node as ObjectExpr).props)) found.push(node as ObjectExpr);
		for (const [key, value] of Object.entries(node))
			if (key !== 'binding' && key !== 'owner' && key !== 'parent' && key !== 'module') visit(value);
	};
	visit(module.top.body);
	for (const func of module.funcs) visit(func.body);
	return found;
}

/** `{'^/api': ''}` */
function ofTable(value: Expr): Proxy[] {
	if (value.kind !== 'object') return [];
	return value.props.flatMap((prop: Prop) => {
		if (prop.kind !== 'prop' || typeof prop.key !== 'string' || prop.value.kind !== 'literal' || typeof prop.value.value !== 'string')
			return [];
		return proxy(prop.key, prop.value.value);
	});
}

/** `path.replace(/^\/api/, '')` */
function ofReplace(body: readonly Stmt[]): Proxy[] {
	const [last] = body.slice(-1);
	if (last?.kind !== 'return' || last.value?.kind !== 'call') return [];
	const {callee, args} = last.value;
	const [from, to] = args;
	if (callee.kind !== 'member' || callee.property !== 'replace' || to?.kind !== 'literal' || typeof to.value !== 'string') return [];
	if (from?.kind === 'regexp') return proxy(from.source, to.value);
	return from?.kind === 'literal' && typeof from.value === 'string' ? proxy(from.value, to.value) : [];
}

/** Only plain prefixes; any other pattern is left alone. */
function proxy(pattern: string, to: string): Proxy[] {
	const from = pattern
		.replace(/^\^/, '')
		.replaceAll('\\/', '/')
		.replace(/\/?(?:\(\.\*\))?\$?$/, '');
	return /^\/[\w/-]+$/.test(from) && /^(?:\/[\w/-]*)?$/.test(to.replace(/\$1$/, '')) ? [{from, to: to.replace(/\$1$/, '') || '/'}] : [];
}
