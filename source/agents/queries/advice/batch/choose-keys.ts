import type {Comparison, Condition} from '../statement/conditions.ts';

/** Which columns differ from query to query, and what else must hold. */
export interface ChosenKeys {
	readonly keys: readonly Comparison[];
	readonly others: readonly Condition[];
	/** Names of compared columns that are taken to be the same in each query. */
	readonly assumed: readonly string[];
}

/**
 * A pattern does not tell which of its values differ from one query to the next. Where several columns are compared, all of them are taken as keys,
 * since a batch by more columns than needed is right, too; but for those named like a state or a tenant, which are the same for a whole loop nearly always.
 */
export function chooseKeys(conditions: readonly Condition[]): ChosenKeys {
	const compared = conditions.flatMap(({comparison}) => comparison ?? []);
	const keys = mostLikely(compared);
	return {
		keys,
		others: conditions.filter(({comparison}) => comparison === null || !keys.includes(comparison)),
		assumed: compared.filter((one) => !keys.includes(one)).map(({name}) => name),
	};
}

function mostLikely(compared: readonly Comparison[]): readonly Comparison[] {
	const single = compared.filter(({isList}) => !isList);
	if (single.length > 0 && single.length < compared.length) return mostLikely(single);
	const own = compared.filter(({name}) => !wordsOf(name).some((word) => sameForAll.has(word)));
	return own.length > 0 ? own : compared;
}

const sameForAll = new Set(
	`tenant organization organisation org workspace company realm site status state type kind mode active enabled disabled deleted archived visible hidden
	published public private draft valid confirmed verified approved locale lang language is has env environment channel provider role`.split(
		/\s+/,
	),
);

function wordsOf(name: string): string[] {
	return name
		.replaceAll(/([a-z])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.replace(/id$/, '_id')
		.split(/[^a-z]+/);
}

/** What was taken for granted, for whoever knows better. */
export function assumedCaveat({assumed, keys}: ChosenKeys): string[] {
	const names = [...new Set(assumed)];
	if (names.length === 0) return [];
	return [`Taken to be the same in each query: ${names.join(', ')}. If it differs, list it together with ${keys[0]!.name}.`];
}
