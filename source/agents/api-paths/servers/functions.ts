import type {Machine, Model} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';
import type {Rewrite, Route, RouteTable} from '../routes/route.ts';
import {nextAppNumber} from './app-number.ts';
import {bracketPath, exportedMethods, fileRoutes, httpMethods, methodsOfHandler, moduleOf, type FileMethod} from './file-routes.ts';
import {pathTextsOf} from './path-text.ts';

/** Functions that a host makes routes of by their files: Vercel's `api`, Cloudflare Pages' and Netlify's `functions`. */
export const functionsModel: Model = {
	name: 'functions',
	routes(machine) {
		const routes = [...vercelRoutes(machine), ...pagesRoutes(machine), ...netlifyRoutes(machine)];
		return {routes, opaque: [], rewrites: netlifyRewrites(machine)} satisfies RouteTable;
	},
};

/** Frameworks with which a folder `api` holds the parts of a server, or whose own files are the routes. */
const otherServers = ['express', 'fastify', 'koa', '@nestjs/core', 'hono', 'next', '@sveltejs/kit', 'nuxt', 'astro', '@remix-run/node'];

function vercelRoutes(machine: Machine): Route[] {
	const {project} = machine;
	return filesBelow(machine, /^(.*\/)?api\/(.+)\.[cm]?[jt]s$/u, (folder) => {
		const isVercel = project.readText(`${folder}vercel.json`) !== undefined || project.dependsOn('@vercel/node', `${folder}package.json`);
		return isVercel && !otherServers.some((name) => project.dependsOn(name, `${folder}package.json`));
	}).flatMap(({file, app, rest}) => {
		const segments = rest.split('/');
		if (segments.some((segment) => /^[_.]/u.test(segment))) return [];
		if (segments.at(-1) === 'index') segments.pop();
		const named = exportedMethods(machine, file, httpMethods);
		const methods = named.length > 0 ? named : handledMethods(machine, file);
		return fileRoutes('vercel', bracketPath(['api', ...segments]), methods, app);
	});
}

/** Only a default export that is a function is a handler. */
function handledMethods(machine: Machine, file: string): FileMethod[] {
	const handler = machine.exportOf(file, 'default');
	const isHandler = handler !== null && machine.eachOf(handler).some(({value}) => value.kind === 'closure' && value.func.params.length > 0);
	return isHandler ? methodsOfHandler(machine, file, [{kind: 'request'}, {kind: 'response'}]) : [];
}

/** `onRequestGet` and its like say by themselves what they are. */
function pagesRoutes(machine: Machine): Route[] {
	const names = new Map([
		['onRequest', 'ALL'],
		...httpMethods.map((method) => [`onRequest${method[0]}${method.slice(1).toLowerCase()}`, method] as const),
	]);
	return filesBelow(machine, /^(.*\/)?functions\/(.+)\.[cm]?[jt]sx?$/u, () => true).flatMap(({file, app, rest}) => {
		const segments = rest.split('/');
		if (segments.at(-1) === '_middleware') return [];
		if (segments.at(-1) === 'index') segments.pop();
		const methods = exportedMethods(machine, file, [...names.keys()]).map((one) => ({...one, method: names.get(one.method) ?? 'ALL'}));
		// Two brackets are a rest there, not an option.
		const path = bracketPath(segments.map((segment) => segment.replace(/^\[\[(\w+)\]\]$/u, '[[...$1]]')));
		return fileRoutes('cloudflare-pages', path, methods, app);
	});
}

function netlifyRoutes(machine: Machine): Route[] {
	return filesBelow(machine, /^(.*\/)?netlify\/functions\/([^/]+(?:\/index|\/[^/]+)?)\.[cm]?[jt]s$/u, () => true).flatMap(
		({file, app, rest}) => {
			const [folder = '', name = folder] = rest.split('/');
			if (name !== folder && name !== 'index') return [];
			const own = configuredPaths(machine, file);
			const legacy = exportedMethods(machine, file, ['handler']).map((one) => ({...one, method: 'ALL'}));
			const methods = legacy.length > 0 ? legacy : methodsOfHandler(machine, file, [{kind: 'request'}]);
			return (own.length > 0 ? own : [`/.netlify/functions/${folder}`]).flatMap((path) => fileRoutes('netlify', path, methods, app));
		},
	);
}

/** `export const config = {path: '/api/notes'}`. */
function configuredPaths(machine: Machine, file: string): string[] {
	if (moduleOf(machine, file)?.exports.has('config') !== true) return [];
	const config: Value | null = machine.exportOf(file, 'config');
	return config === null ? [] : pathTextsOf(machine, machine.get(config, 'path')).flatMap(({text}) => (text.startsWith('/') ? [text] : []));
}

/** `from = "/api/*"` and `to = "/.netlify/functions/:splat"` of netlify.toml. */
function netlifyRewrites(machine: Machine): Rewrite[] {
	const files = machine.project.filesUnder('').filter((file) => /(?:^|\/)netlify\.toml$/u.test(file));
	return files.flatMap((file) => {
		const blocks = (machine.project.readText(file) ?? '').split(/^\s*\[\[redirects\]\]/mu).slice(1);
		return blocks.flatMap((block) => {
			const from = /^\s*from\s*=\s*"([^"]*)\/\*"/mu.exec(block)?.[1];
			const to = /^\s*to\s*=\s*"(\/[^"]*)\/:splat"/mu.exec(block)?.[1];
			return from === undefined || to === undefined ? [] : [{from, to}];
		});
	});
}

interface FoundFile {
	file: string;
	rest: string;
	app: number;
}

/** Files of a shape, with what stands below its folder; one app for each place. */
function filesBelow(machine: Machine, shape: RegExp, isMember: (folder: string) => boolean): FoundFile[] {
	const apps = new Map<string, number | null>();
	return machine.project.files.flatMap((file) => {
		const [, folder = '', rest = ''] = shape.exec(file) ?? [];
		if (rest === '') return [];
		if (!apps.has(folder)) apps.set(folder, isMember(folder) ? nextAppNumber(machine) : null);
		const app = apps.get(folder) ?? null;
		return app === null ? [] : [{file, rest, app}];
	});
}
