import {meantBy} from './clients/defects.ts';
import type {Module} from './code/ir.ts';
import {readModule} from './code/parse.ts';
import {Evaluator} from './evaluate/evaluator.ts';
import type {Model} from './evaluate/machine.ts';
import type {Request} from './evaluate/request.ts';
import type {Trace} from './evaluate/trace.ts';
import type {Call, UndecidedReason} from './facts.ts';
import {entryOrder, importsOf} from './module-graph.ts';
import type {ModuleGraph} from './module-graph.ts';
import type {Project} from './project/project.ts';

/** What the code says, before anything is compared. */
export interface Facts {
	/** Asked by the models for their routes. */
	evaluator: Evaluator;
	/** Every request of the clients, given the files that define routes: what only servers reach is no call of a frontend. */
	callsWith(filesWithRoutes: readonly string[]): CollectedCall[];
	unanalysed: {file: string; reason: string}[];
	filesAnalysed: number;
	/** The only files of which something was evaluated again since the facts before these; null: all was evaluated anew. */
	edited: readonly string[] | null;
}

/** A call, and the request it is in the code. */
export interface CollectedCall extends Call {
	request: Request;
}

/** Keeps modules between analyses: a file that did not change is not read again. */
export type ModuleCache = Map<string, Module>;

export interface CollectOptions {
	models: readonly Model[];
	cache?: ModuleCache;
	signal?: AbortSignal;
	progress?: (done: number, total: number, file: string) => void;
}

/** Reads the code of a project and evaluates it, so that it shows every route its servers answer and every request its clients make. */
export function collectFacts(project: Project, options: CollectOptions): Facts {
	return factsOf(project, evaluateModules(project, readModules(project, options), options.models, null));
}

/** What an evaluation gives. */
export interface Evaluated {
	graph: ModuleGraph;
	evaluator: Evaluator;
	requests: readonly Request[];
	/** Every module that was read for it. */
	read: readonly Module[];
}

/** Evaluates modules; `trace` follows how, for who wants to do it again in part. */
export function evaluateModules(project: Project, modules: Map<string, Module>, models: readonly Model[], trace: Trace | null): Evaluated {
	const graph = importsOf(project, modules);
	const evaluator = new Evaluator(project, models, (file) => modules.get(file) ?? readAside(project, modules, file), trace);
	const requests = evaluator.runAll(entryOrder(graph));
	return {graph, evaluator, requests, read: [...modules.values()]};
}

/** What was evaluated, as facts. */
export function factsOf(project: Project, {read, graph, evaluator, requests}: Evaluated, edited: readonly string[] | null = null): Facts {
	return {
		evaluator,
		callsWith: (filesWithRoutes) => {
			const isServerOnly = serverOnlyIn(graph, new Set(filesWithRoutes));
			return requests.filter(({site}) => !isServerOnly(site.module.file)).map((request) => callOf(request));
		},
		unanalysed: [...project.unanalysed, ...brokenFiles(read)],
		filesAnalysed: read.length,
		edited,
	};
}

/** Reads the modules that `cache` does not have. */
export function readModules(project: Project, {cache, signal, progress}: CollectOptions): Map<string, Module> {
	const modules = new Map<string, Module>();
	const total = project.files.length;
	for (const [index, file] of project.files.entries()) {
		signal?.throwIfAborted();
		progress?.(index, total, file);
		const kept = cache?.get(file);
		const text = kept === undefined ? project.readText(file) : undefined;
		if (kept === undefined && text === undefined) continue;
		const module = kept ?? readModule(file, text ?? '');
		cache?.set(file, module);
		modules.set(file, module);
	}
	return modules;
}

/** A file that is no code to analyse but that a model asks for: the configuration of a framework, and what that imports. */
function readAside(project: Project, modules: Map<string, Module>, file: string): Module | null {
	const text = project.readText(file);
	if (text === undefined || !/\.[cm]?[jt]sx?$/.test(file)) return null;
	const module = readModule(file, text);
	modules.set(file, module);
	return module;
}

/** Syntax that could not be read may hold routes or calls: the file is told. */
function brokenFiles(modules: readonly Module[]): {file: string; reason: string}[] {
	return modules.flatMap(({file, errors, lineOf}) => {
		const [first] = errors;
		return first === undefined ? [] : [{file, reason: `syntax error in line ${lineOf(first.at)}: ${first.message}`}];
	});
}

/** What is drawn. It may load its data on the server, by the server's own code. */
const markup = /\.(?:[jt]sx|vue|svelte)$/;
/** Pages that frameworks find by their place; some import handlers of the API to call them directly. */
const page = /(?:^|\/)(?:pages\/(?!api\/).+\.[jt]sx|app\/(?:.+\/)?(?:page|layout|template|default)\.[jt]sx)$/;

const told = new WeakMap<ModuleGraph, {withRoutes: ReadonlySet<string>; isServerOnly: (file: string) => boolean}>();

/** As below, worked out again when other files have routes. */
function serverOnlyIn(graph: ModuleGraph, withRoutes: ReadonlySet<string>): (file: string) => boolean {
	const before = told.get(graph);
	if (before?.withRoutes.size === withRoutes.size && [...withRoutes].every((file) => before.withRoutes.has(file)))
		return before.isServerOnly;
	const isServerOnly = serverOnly(graph, withRoutes);
	told.set(graph, {withRoutes, isServerOnly});
	return isServerOnly;
}

/**
 * Requests of the server itself are no calls of its frontend: those of modules that only programs with routes reach. What a program without
 * routes reaches too (a shared client, server-side rendering) is the frontend's. A program that needs Node and is made of parts of the server is
 * one of the server's, which loads it in a way that cannot be read.
 */
function serverOnly(graph: ModuleGraph, withRoutes: ReadonlySet<string>): (file: string) => boolean {
	const reached = graph.roots.map((root) => graph.closureOf(root));
	const isServer = reached.map((files, index) => !page.test(graph.roots[index]!) && [...files].some((file) => withRoutes.has(file)));
	const servers = new Set(reached.flatMap((files, index) => (isServer[index] ? [...files] : [])));
	const clients = new Set<string>();
	for (const [index, files] of reached.entries()) {
		if (isServer[index]) continue;
		const isPart =
			// A program that draws something is a client, also when it shares a file with the server that can use Node's modules.
			![...files].some((file) => markup.test(file)) &&
			[...files].some((file) => graph.needsNode(file)) &&
			[...files].some((file) => servers.has(file));
		for (const file of files) (isPart ? servers : clients).add(file);
	}
	return (file) => servers.has(file) && !clients.has(file);
}

/** A request is the same call as long as its module is not edited. */
function callOf(request: Request): CollectedCall {
	const {lineOf} = request.site.module;
	let known = calls.get(request);
	if (known?.lineOf !== lineOf) calls.set(request, (known = {call: toCall(request), lineOf}));
	return known.call;
}

const calls = new WeakMap<Request, {call: CollectedCall; lineOf: Module['lineOf']}>();

function toCall(request: Request): CollectedCall {
	const {client, kind, site} = request;
	const meant = meantBy({method: request.method, url: request.address});
	const [method] = meant.method;
	const isKnown = meant.method.length === 1 && typeof method === 'string' && method !== '';
	return {
		client,
		kind,
		method: isKnown ? method.toUpperCase() : null,
		address: meant.url,
		file: site.module.file,
		line: site.module.lineOf(site.at),
		defects: [...request.defects, ...meant.defects],
		reason: isKnown ? tooMany(request) : 'dynamic-method',
		request,
	};
}

function tooMany({address}: Request): UndecidedReason | null {
	const isCut = address.some(
		(part) => typeof part !== 'string' && part.value.kind === 'unknown' && part.value.reason === 'too-many-alternatives',
	);
	return isCut ? 'too-many-alternatives' : null;
}
