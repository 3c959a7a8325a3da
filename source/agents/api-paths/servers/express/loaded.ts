import type {Machine} from '../../evaluate/machine.ts';

/**
 * The files that run when the program around a module starts, in that order: what nothing imports and leads to the module is where programs start,
 * and what a file imports runs before it.
 */
export function filesLoadedWith(machine: Machine, file: string): string[] {
	const graph = graphOf(machine);
	const leading = reached(file, (one) => graph.importers.get(one) ?? []);
	const starts = [...leading].filter((one) => (graph.importers.get(one) ?? []).length === 0).toSorted();
	const loaded = new Set<string>();
	for (const start of starts.length === 0 ? [file] : starts) load(start, graph, new Set(), loaded);
	return [...loaded];
}

interface Graph {
	imports: Map<string, string[]>;
	importers: Map<string, string[]>;
}

const graphOf = (machine: Machine): Graph => machine.state('express import graph', () => readGraph(machine));

function readGraph(machine: Machine): Graph {
	const graph: Graph = {imports: new Map(), importers: new Map()};
	for (const {file, imports, requires} of machine.modules()) {
		const resolved = [...imports, ...requires].map((source) => machine.project.resolve(file, source));
		const files = [...new Set(resolved.flatMap((one) => (one.kind === 'file' ? [one.file] : [])))];
		graph.imports.set(file, files);
		for (const imported of files) graph.importers.set(imported, [...(graph.importers.get(imported) ?? []), file]);
	}
	return graph;
}

function reached(from: string, next: (file: string) => readonly string[]): Set<string> {
	const all = new Set([from]);
	for (const file of all) for (const other of next(file)) all.add(other);
	return all;
}

function load(file: string, graph: Graph, begun: Set<string>, loaded: Set<string>): void {
	if (begun.has(file) || loaded.has(file)) return;
	begun.add(file);
	for (const imported of graph.imports.get(file) ?? []) load(imported, graph, begun, loaded);
	loaded.add(file);
}
