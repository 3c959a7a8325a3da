import type {Occurrence} from './occurrence.ts';
import type {QueriesOptions} from './options.ts';

/** What rules are held against: of an issue, its last occurrence. */
interface Ignorable {
	readonly id: string;
	readonly pattern: string;
	readonly last: Pick<Occurrence, 'source'>;
}

/** True for an issue that the options name, on days up to `until`. `now` in ms since the epoch. */
export function isIgnored({id, pattern, last}: Ignorable, {ignore}: QueriesOptions, now: number): boolean {
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
