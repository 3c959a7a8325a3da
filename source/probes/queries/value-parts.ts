import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {ownersText, readPlan, type ValuePlan} from '../../sql/value-plan.ts';
import type {KnownText} from './known-texts.ts';
import type {QueryRecord} from './query-context.ts';
import {hashValues, partsOfLast, type ValueParts} from './value-hash.ts';

const partsKey: unique symbol = Symbol('esa-health.parts');

interface Noted {
	[partsKey]?: ValueParts | undefined;
}

/**
 * Keeps the hashes of a query's single values beside its call site: only where one is taken, so that a query that repeats nothing costs no more.
 * Call it right after its values were hashed.
 */
export function noteParts(site: object, values: number | undefined): void {
	(site as Noted)[partsKey] = values === undefined ? undefined : partsOfLast(values);
}

/** What stands in the place of a call site once that was read keeps them. */
export function moveParts<Site extends object>(from: object, to: Site): Site {
	(to as Noted)[partsKey] = (from as Noted)[partsKey];
	return to;
}

/**
 * The key of what `=` compares a column with in one query: pages of one list have one, a loop over owners many. Undefined: without a call site, where the
 * values are not known one by one, and where the text has nothing that such a key would decide.
 */
export function ownerKeyOf({text, system, site}: QueryRecord, known: KnownText): number | undefined {
	if (site === undefined) return undefined;
	const plan = planOf(text, system, known);
	// Without parts the values may be known all the same: where they stand in the text.
	const owners = plan === undefined || plan.owners.length === 0 ? undefined : ownersText(plan, (site as Noted)[partsKey] ?? []);
	return owners === undefined ? undefined : hashValues(owners);
}

/** Lives as long as what is known of the text. */
const plans = new WeakMap<KnownText, ValuePlan>();

/** What has neither a limit nor a list is no page and no batch, whatever its values. */
const mayDecide = /\b(?:limit|offset|fetch|top|in|any|all|some|values|unnest|openjson|jsonb?_\w+)\b/i;

function planOf(text: string, system: DatabaseSystem, known: KnownText): ValuePlan | undefined {
	if (!mayDecide.test(known.pattern)) return undefined;
	const plan = plans.get(known) ?? readPlan(text, system);
	plans.set(known, plan);
	return plan;
}
