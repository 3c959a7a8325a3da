import type {DatabaseSystem} from '../../../protocol/query-trace.ts';
import {readPlan, type ValuePlan} from '../../../sql/value-plan.ts';
import {traitsOf} from './pattern-traits.ts';

/**
 * The plan of a text whose pattern may be a page, a batch or a loop, according to its values; undefined for all others, which need none:
 * reading a text costs some microseconds.
 */
export function planValues(sql: string, pattern: string, system?: DatabaseSystem): ValuePlan | undefined {
	const {hasEqual, hasLimit, hasOffset, hasRange, list, hasRows, hasRowFunction} = traitsOf(pattern);
	const isPageLike = hasEqual && hasLimit && (hasOffset || hasRange);
	if (!isPageLike && list === 'none' && !hasRows && !hasRowFunction) return undefined;
	return readPlan(sql, system);
}
