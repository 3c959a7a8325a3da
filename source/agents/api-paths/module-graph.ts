import {isBuiltin} from 'node:module';
import type {Module} from './code/ir.ts';
import type {Project} from './project/project.ts';

/** Which module imports which. */
export interface ModuleGraph {
	files: readonly string[];
	importsOf(file: string): readonly string[];
	/** Modules that nobody imports, and one of each cycle that nobody outside imports. */
	roots: readonly string[];
	/** It imports what only a server process has: files, sockets, processes. */
	needsNode(file: string): boolean;
	/** A module and all that it reaches. */
	closureOf(file: string): ReadonlySet<string>;
}

/** Resolves all imports and requires between the modules of a project. */
export function importsOf(project: Project, modules: ReadonlyMap<string, Module>): ModuleGraph {
	const edges = new Map<string, string[]>();
	const imported = new Set<string>();
	const needsNode = new Set<string>();
	for (const [file, module] of modules) {
		const sources = [...module.imports, ...module.requires];
		if (sources.some((source) => isOnlyNode(source))) needsNode.add(file);
		const targets = targetsOf(project, module, sources).filter((target) => modules.has(target));
		edges.set(file, targets);
		for (const target of targets) imported.add(target);
	}
	const files = [...modules.keys()];
	const of = (file: string): readonly string[] => edges.get(file) ?? [];
	const roots = files.filter((file) => !imported.has(file));
	const reached = new Set(roots.flatMap((root) => [...closure(root, of)]));
	for (const file of files) {
		if (reached.has(file)) continue;
		roots.push(file);
		for (const one of closure(file, of)) reached.add(one);
	}
	return {files, importsOf: of, roots, needsNode: (file) => needsNode.has(file), closureOf: (file) => closure(file, of)};
}

/** By the meaning of names, which is kept as long as no file comes or goes, and by the imports of a module. */
const known = new WeakMap<Project['resolve'], WeakMap<readonly string[], {requires: readonly string[]; targets: string[]}>>();

/** Files of the project that a module imports in any way. */
function targetsOf(project: Project, {file, imports, requires}: Module, sources: readonly string[]): string[] {
	let ofNames = known.get(project.resolve);
	if (ofNames === undefined) known.set(project.resolve, (ofNames = new WeakMap()));
	let before = ofNames.get(imports);
	if (before?.requires !== requires) {
		const targets = sources.flatMap((source) => {
			const resolved = project.resolve(file, source);
			return resolved.kind === 'file' && resolved.file !== file ? [resolved.file] : [];
		});
		ofNames.set(imports, (before = {requires, targets}));
	}
	return before.targets;
}

/** Built-in modules that bundlers do not replace for browsers. */
const replaceable = new Set([
	'assert',
	'buffer',
	'events',
	'path',
	'process',
	'punycode',
	'querystring',
	'stream',
	'string_decoder',
	'url',
	'util',
]);

function isOnlyNode(source: string): boolean {
	return isBuiltin(source) && !replaceable.has(source.replace(/^node:/, ''));
}

function closure(start: string, importsOfFile: (file: string) => readonly string[]): Set<string> {
	const reached = new Set([start]);
	const open = [start];
	for (let file = open.pop(); file !== undefined; file = open.pop()) {
		for (const target of importsOfFile(file)) {
			if (reached.has(target)) continue;
			reached.add(target);
			open.push(target);
		}
	}
	return reached;
}

/** The order in which programs would run: largest first, so that a program comes before the scripts that use a part of it. */
export function entryOrder(graph: ModuleGraph): string[] {
	const sized = graph.roots.map((root) => ({root, size: graph.closureOf(root).size}));
	const roots = sized.toSorted((a, b) => b.size - a.size).map(({root}) => root);
	return [...new Set([...roots, ...graph.files])];
}
