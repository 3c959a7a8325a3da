import type {ContextSummary} from '../../protocol/query-trace.ts';
import type {QueryIssue} from './issue.ts';
import {addStats, countContext, noStats, type RouteStats} from './route-stats.ts';

/** The issues of one route, and the contexts of it that they have not been told of yet. */
interface Route {
	readonly issues: Set<QueryIssue>;
	pending: RouteStats;
}

/**
 * The issues of a service, by id. Each context of an issue's route counts for its `since`; a context is counted once for its route and handed
 * to the issues when somebody asks for one, so that what it costs does not depend on how many there are.
 */
export class KnownIssues {
	readonly #issues = new Map<string, QueryIssue>();
	readonly #routes = new Map<string | null, Route>();

	constructor(issues: Iterable<QueryIssue> = []) {
		for (const issue of issues) this.add(issue);
	}

	get size(): number {
		return this.#issues.size;
	}

	/** One more context that ended; true where an issue of its route is known. */
	count({name, queries, waitedMs}: Omit<ContextSummary, 'totalMs'>): boolean {
		const route = this.#routes.get(name);
		if (route === undefined) return false;
		countContext(route.pending, {queries, waitedMs});
		return true;
	}

	get(id: string): QueryIssue | undefined {
		const issue = this.#issues.get(id);
		if (issue !== undefined) handOut(this.#routes.get(issue.name)!);
		return issue;
	}

	/** In the order in which they were found. */
	all(): QueryIssue[] {
		for (const route of this.#routes.values()) handOut(route);
		return [...this.#issues.values()];
	}

	/** Contexts before this moment are none of its `since`. */
	add(issue: QueryIssue): void {
		const route = this.#routes.get(issue.name) ?? {issues: new Set(), pending: noStats()};
		handOut(route);
		route.issues.add(issue);
		this.#routes.set(issue.name, route);
		this.#issues.set(issue.id, issue);
	}

	delete(issue: QueryIssue): void {
		const route = this.#routes.get(issue.name);
		if (route === undefined || !this.#issues.delete(issue.id)) return;
		handOut(route);
		route.issues.delete(issue);
		if (route.issues.size === 0) this.#routes.delete(issue.name);
	}
}

function handOut(route: Route): void {
	if (route.pending.contexts === 0) return;
	for (const issue of route.issues) issue.since = addStats(issue.since, route.pending);
	route.pending = noStats();
}
