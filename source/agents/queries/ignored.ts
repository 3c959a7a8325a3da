import type {QueryIssue} from './issue.ts';
import type {QueriesOptions} from './options.ts';

/** True for an issue that the options name, on days up to `until`. `now` in ms since the epoch. */
export function isIgnored({id, pattern, last}: QueryIssue, {ignore}: QueriesOptions, now: number): boolean {
	const today = new Date(now).toISOString().slice(0, 10);
	return ignore.some(
		(rule) =>
			(rule.until === undefined || today <= rule.until) &&
			(rule.id === undefined || rule.id === id) &&
			(rule.pattern === undefined || pattern.includes(rule.pattern)) &&
			(rule.path === undefined || (last.source ?? '').startsWith(rule.path)),
	);
}

/** Rules whose day has passed: what they hid counts again, and whoever wrote them should know. */
export function expiredRules({ignore}: QueriesOptions, now: number): string[] {
	const today = new Date(now).toISOString().slice(0, 10);
	return ignore.filter(({until}) => until !== undefined && until < today).map(({reason, until}) => `${reason} (until ${until})`);
}
