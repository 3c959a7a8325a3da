import type {Module} from './code/ir.ts';
import {readModule} from './code/parse.ts';
import {differenceOf} from './code/same-code.ts';
import {evaluateModules, factsOf, readModules} from './collect.ts';
import type {CollectOptions, Evaluated, Facts} from './collect.ts';
import {evaluateAgain} from './evaluate/again.ts';
import type {Edit} from './evaluate/again.ts';
import {Trace} from './evaluate/trace.ts';
import {entryOrder, importsOf} from './module-graph.ts';
import type {ModuleGraph} from './module-graph.ts';
import type {Project} from './project/project.ts';

/** Follows what the code of a project says. */
export interface Collection {
	facts: Facts;
	/**
	 * What the code of the project says after these files changed (null: nobody knows which); the same as of a project that is read for the first time.
	 * An edit inside functions is evaluated by itself where that gives the same; facts from before are of no use afterwards.
	 */
	update(project: Project, changed: readonly string[] | null): Facts;
}

/** Collects the facts of a project, and keeps what is needed to follow edits. */
export function followFacts(project: Project, options: CollectOptions): Collection {
	return new Follower(project, options);
}

class Follower implements Collection {
	readonly #options: CollectOptions;
	readonly #modules = new Map<string, Module>();
	/** Files of which places in their text are told, which no edit may move. */
	readonly #readAsText = new Set<string>();
	#isEvaluating = false;
	/** Files whose modules were put together of what they were and what they are. */
	readonly #grafted = new Set<string>();
	#project: Project;
	#evaluated: Evaluated;
	facts: Facts;

	constructor(project: Project, options: CollectOptions) {
		this.#options = {...options, cache: this.#modules};
		this.#project = project;
		this.#evaluated = this.#evaluate();
		this.facts = factsOf(project, this.#evaluated);
	}

	update(project: Project, changed: readonly string[] | null): Facts {
		const before = this.#project;
		this.#project = project;
		if (changed !== null && isSameProject(before, project) && this.#evaluateAgain(changed))
			return (this.facts = factsOf(project, this.#evaluated, changed));
		this.#forget(changed);
		this.#evaluated = this.#evaluate();
		return (this.facts = factsOf(project, this.#evaluated));
	}

	#evaluate(): Evaluated {
		const known = new Set(this.#modules.values());
		const modules = readModules(this.#project, this.#options);
		for (const module of modules.values()) if (!known.has(module)) this.#watchText(module);
		this.#readAsText.clear();
		return this.#evaluating(() => evaluateModules(this.#project, modules, this.#options.models, new Trace()));
	}

	/** Notes every question for the text of a module in which something is looked for that is then told by its place. */
	#watchText(module: Module): void {
		const {file, textOf} = module;
		module.textOf = (start, end) => {
			if (!this.#isEvaluating) this.#readAsText.add(file);
			return textOf(start, end);
		};
	}

	#evaluating<T>(evaluate: () => T): T {
		this.#isEvaluating = true;
		try {
			return evaluate();
		} finally {
			this.#isEvaluating = false;
		}
	}

	#forget(changed: readonly string[] | null): void {
		if (changed === null) this.#modules.clear();
		for (const file of [...(changed ?? []), ...this.#grafted]) this.#modules.delete(file);
		this.#grafted.clear();
	}

	#evaluateAgain(changed: readonly string[]): boolean {
		const edits = this.#editsOf(changed);
		const graph = edits === null ? null : this.#graphAfter(edits);
		if (edits === null || graph === null) return false;
		for (const {before} of edits) this.#grafted.add(before.file);
		this.#evaluated.evaluator.project = this.#project;
		const requests = this.#evaluating(() => evaluateAgain(this.#evaluated.evaluator, edits));
		if (requests === null) return false;
		for (const {before} of edits) this.#watchText(before);
		this.#evaluated = {...this.#evaluated, graph, requests};
		return true;
	}

	/** Which module imports which; null when programs would run in another order. */
	#graphAfter(edits: readonly Edit[]): ModuleGraph | null {
		const {graph} = this.#evaluated;
		if (edits.every(({difference}) => difference.hasSameImports)) return graph;
		const edited = new Map(edits.map(({after}) => [after.file, after]));
		const now = importsOf(this.#project, new Map([...this.#modules].map(([file, module]) => [file, edited.get(file) ?? module])));
		const [before, after] = [entryOrder(graph), entryOrder(now)];
		return before.every((file, index) => file === after[index]) ? now : null;
	}

	/** Null where more has changed than can be told apart. */
	#editsOf(changed: readonly string[]): Edit[] | null {
		const edits: Edit[] = [];
		for (const file of new Set(changed)) {
			const before = this.#modules.get(file);
			const text = before === undefined ? undefined : this.#project.readText(file);
			if (before === undefined || text === undefined || this.#readAsText.has(file)) return null;
			const after = readModule(file, text);
			const difference = differenceOf(before, after);
			if (difference === null) return null;
			edits.push({before, after, difference});
		}
		return edits;
	}
}

/** The same files, and imports lead where they led. */
function isSameProject(before: Project, now: Project): boolean {
	return (
		before.resolve === now.resolve &&
		before.files.length === now.files.length &&
		before.files.every((file, index) => file === now.files[index]) &&
		JSON.stringify(before.unanalysed) === JSON.stringify(now.unanalysed)
	);
}
