import type {Machine, Model} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';
import type {Route, RouteTable} from '../routes/route.ts';
import {nextAppNumber} from './app-number.ts';
import {appFolders, bracketPath, exportedMethods, fileRoutes, httpMethods, methodsOfHandler, type FileMethod} from './file-routes.ts';
import {configValue} from './files/config.ts';
import {connectMethods, nextConnect} from './files/next-connect.ts';
import {rewritten} from './files/next-rewrites.ts';
import {isServedApp} from './hono/serving.ts';

/** Next.js: API routes of the pages router, route handlers of the app router, and what `next.config` makes of them. */
export const nextModel: Model = {
	name: 'next',
	modules: {'next-connect': nextConnect},
	routes(machine) {
		const folders = new Set([...appFolders(machine, inside, 'next'), ...configuredFolders(machine)]);
		const tables = [...folders].map((folder) => tableOf(machine, folder));
		return {
			routes: tables.flatMap(({routes}) => routes),
			opaque: tables.flatMap(({opaque}) => opaque),
			rewrites: tables.flatMap(({rewrites}) => rewrites ?? []),
		};
	},
};

const inside = /(?<=^|\/)(?:src\/)?(?:app\/(?:.*\/)?route\.[cm]?[jt]sx?$|pages\/api(?:\/|\.[jt]s))/u;

/** An app without routes of its own may still rewrite to others. */
function configuredFolders(machine: Machine): string[] {
	return machine.project.filesUnder('').flatMap((file) => {
		const folder = /^(.*\/)?next\.config\.(?:m?[jt]s|cjs)$/u.exec(file);
		return folder === null ? [] : [folder[1] ?? ''];
	});
}

function tableOf(machine: Machine, folder: string): RouteTable {
	const app = nextAppNumber(machine);
	const config = configValue(machine, folder, 'next');
	const basePath = config === null ? '' : String(machine.literalOf(machine.get(config.value, 'basePath')) ?? '');
	const endings = config === null ? defaultEndings : endingsOf(machine, config.value);
	const routes = filesOf(machine, folder).flatMap(({file, place}): Route[] => {
		const found = place.kind === 'app' ? appRoute(machine, file, place.rest, endings) : pagesRoute(machine, file, place.rest, endings);
		if (found === null) return [];
		const methods = found.methods.filter(({handlers}) => !isServedApp(handlers.at(-1)));
		return fileRoutes('next', basePath + found.path, methods, app);
	});
	if (config === null) return {routes, opaque: []};
	const more = rewritten(machine, config, basePath, routes, app);
	return {...more, routes: [...routes, ...more.routes]};
}

const defaultEndings = ['tsx', 'ts', 'jsx', 'js', 'mts', 'mjs'];

function endingsOf(machine: Machine, config: Value): string[] {
	const given = machine.itemsOf(machine.get(config, 'pageExtensions'))?.items ?? [];
	const known = given.map((item) => machine.literalOf(item)).filter((ending) => typeof ending === 'string');
	return known.length > 0 ? known.toSorted((one, other) => other.length - one.length) : defaultEndings;
}

interface Place {
	kind: 'app' | 'pages';
	/** Below `app/` or `pages/`. */
	rest: string;
}

/** A folder at the root hides the one of that name in `src`. */
function filesOf(machine: Machine, folder: string): {file: string; place: Place}[] {
	const files = machine.project.files.filter((file) => file.startsWith(folder));
	return (['app', 'pages'] as const).flatMap((kind) => {
		const own = files.filter((file) => file.startsWith(`${folder}${kind}/`));
		const prefix = own.length > 0 ? `${folder}${kind}/` : `${folder}src/${kind}/`;
		return files.filter((file) => file.startsWith(prefix)).map((file) => ({file, place: {kind, rest: file.slice(prefix.length)}}));
	});
}

interface Found {
	path: string;
	methods: FileMethod[];
}

function appRoute(machine: Machine, file: string, rest: string, endings: readonly string[]): Found | null {
	const segments = rest.split('/');
	const name = segments.pop() ?? '';
	if (!endings.some((ending) => name === `route.${ending}`)) return null;
	// Private folders and intercepting ones have no address of their own.
	if (segments.some((segment) => segment.startsWith('_') || /^\(\.{1,3}\)/u.test(segment))) return null;
	const own = segments.filter((segment) => !segment.startsWith('@')).map((segment) => segment.replace(/^%5F/iu, '_'));
	return {path: bracketPath(own, '+'), methods: exportedMethods(machine, file, httpMethods)};
}

function pagesRoute(machine: Machine, file: string, rest: string, endings: readonly string[]): Found | null {
	const ending = endings.find((one) => rest.endsWith(`.${one}`));
	if (ending === undefined) return null;
	const segments = rest.slice(0, -ending.length - 1).split('/');
	if (segments[0] !== 'api') return null;
	if (segments.at(-1) === 'index') segments.pop();
	const methods = connectMethods(machine, file) ?? methodsOfHandler(machine, file, [{kind: 'request'}, {kind: 'response'}]);
	return {path: pagesPath(segments), methods};
}

/** Folders in parentheses are ordinary names to the pages router. */
function pagesPath(segments: readonly string[]): string {
	return segments
		.map((segment) => bracketPath([segment.replaceAll(/[()]/gu, (mark) => (mark === '(' ? '\u0001' : '\u0002'))], '+'))
		.join('')
		.replaceAll('\u0001', '(')
		.replaceAll('\u0002', ')');
}
