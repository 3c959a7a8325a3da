import type {Module} from '../../../../source/agents/api-paths/code/ir.ts';
import type {Hole, TextPart} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import type {Call} from '../../../../source/agents/api-paths/facts.ts';
import {judgeCalls} from '../../../../source/agents/api-paths/matching/judge-calls.ts';
import type {Judged, JudgeOptions} from '../../../../source/agents/api-paths/matching/judge-calls.ts';
import type {KnownRoutes} from '../../../../source/agents/api-paths/matching/backend.ts';
import {defaultsOf} from '../../../../source/agents/api-paths/routes/pattern.ts';
import type {OpaqueMount, Route} from '../../../../source/agents/api-paths/routes/route.ts';

/** Only its name is asked for. */
const moduleOf = (file: string): Module => ({file, lineOf: (at: number) => at}) as unknown as Module;

/** `GET /api/users/:id`, at the line of its place in the list unless told. */
export function route(written: string, more: Partial<Route> = {}, line = 1): Route {
	const [method = 'GET', path = '/'] = written.split(' ');
	const dialect = more.dialect ?? 'express5';
	return {
		method,
		path,
		dialect,
		framework: 'express',
		site: {module: moduleOf('server.js'), at: line},
		handlers: [],
		app: 0,
		order: line,
		isPartlyKnown: false,
		isFallback: false,
		...defaultsOf[dialect],
		...more,
	};
}

export const routes = (...written: string[]): Route[] => written.map((one, index) => route(one, {}, index + 1));

export function opaque(prefix: string, what = 'package'): OpaqueMount {
	return {prefix, dialect: 'express5', what, detail: '', site: {module: moduleOf('server.js'), at: 1}, app: 0};
}

/**
 * An address as it is written: `{id}` is a hole, `{id:number}` one with a type, `{env.NAME}` a variable of the environment, and `{location.host}`
 * the browser's.
 */
export function address(written: string): TextPart[] {
	return written
		.split(/(\{[^}]*\})/u)
		.filter((part) => part !== '')
		.map((part) => (part.startsWith('{') ? holeOf(part.slice(1, -1)) : part));
}

function holeOf(written: string): Hole {
	const [text = '', type = 'unknown'] = written.split(':');
	const name = /^env\.(.+)$/u.exec(text)?.[1];
	return {
		text,
		type: type as Hole['type'],
		value: name === undefined ? {kind: 'unknown', text, type: null, reason: 'runtime-value'} : {kind: 'env', name},
	};
}

/** `GET /api/users/{id}`; `? …` for a method that is not known. */
export function call(written: string, more: Partial<Call> = {}, line = 1): Call {
	const [method = 'GET', ...rest] = written.split(' ');
	return {
		client: 'fetch',
		kind: 'http',
		method: method === '?' ? null : method,
		address: address(rest.join(' ')),
		file: 'client.js',
		line,
		defects: [],
		reason: null,
		...more,
	};
}

export interface World extends Partial<JudgeOptions> {
	routes: readonly Route[];
	opaque?: OpaqueMount[];
	shadows?: Map<Route, Route>;
	env?: Record<string, string>;
}

/** Judges calls against routes, with nothing configured unless told. */
export function judge(calls: readonly Call[], {routes: known, opaque: mounts = [], shadows = new Map(), env = {}, ...more}: World): Judged {
	const table: KnownRoutes = {routes: known, opaque: mounts, shadows};
	return judgeCalls(calls, table, {bases: [], origins: [], proxies: [], envOf: (name) => env[name], ...more});
}

/** The verdict of one call: `matched GET /api/users`, `undecidable dynamic-segment`, `missing`; `left out` when it is in no report. */
export function verdict(written: string | Call, world: World | readonly Route[]): string {
	const all = judge([typeof written === 'string' ? call(written) : written], Array.isArray(world) ? {routes: world} : (world as World));
	return printVerdict(all.calls[0]);
}

export function printVerdict(judged: Judged['calls'][number] | undefined): string {
	if (judged === undefined) return 'left out';
	const {verdict: word, route: met, reason} = judged;
	return [word, ...(met === null ? [] : [met.method, met.path]), ...(reason === null ? [] : [reason])].join(' ');
}

/** `GET /a → matched GET /a` of all calls. */
export const verdicts = (written: readonly string[], world: World): string[] =>
	judge(
		written.map((one, index) => call(one, {}, index + 1)),
		world,
	).calls.map((judged) => printVerdict(judged));
