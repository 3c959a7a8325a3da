import type {DatabaseSystem} from '../../../protocol/query-trace.ts';
import {readPlan, type ValuePlan} from '../../../sql/value-plan.ts';
import {traitsOf} from './pattern-traits.ts';

/**
 * The plan of a text whose pattern may be a page, a batch or a loop, according to its values; undefined for all others, which need none:
 * reading a text costs some microseconds.
 */
export function planValues(sql: string, pattern: string, system?: DatabaseSystem): ValuePlan | undefined {
	return needsPlan(pattern) ? readPlan(sql, system) : undefined;
}

/** May queries of a pattern be a page, a batch or a loop, according to their values. */
export function needsPlan(pattern: string): boolean {
	if (!lists.test(pattern) && !(limits.test(pattern) && bounds.test(pattern))) return false;
	const {hasEqual, hasLimit, hasOffset, hasRange, list, hasRows, hasRowFunction} = traitsOf(pattern);
	const isPageLike = hasEqual && hasLimit && (hasOffset || hasRange);
	return isPageLike || list !== 'none' || hasRows || hasRowFunction;
}

/** Words without which a pattern has none of it: what a pattern means takes ten times as long to read, and a log may have many patterns. */
const lists = /\b(?:in|any|some|all|values|unnest|jsonb?_\w+|openjson)\b/i;
const limits = /\b(?:limit|fetch)\b/i;
const bounds = /[<>]|\boffset\b|\bbetween\b|\blimit \?,/i;
