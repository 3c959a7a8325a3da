import {isPlain, type Joiner} from './joiner.ts';
import {type MysqlLookup, readMysqlLookup} from './mysql-lookup.ts';

/** MySQL opens a table once for each SELECT of a UNION: more of them empty its cache of tables. */
const mostCalls = 100;
/** Of one statement: `max_allowed_packet` is 1 MB at the least that servers come with. */
const mostCharacters = 500_000;
const mostOfValues = 2000;

/** Each caller's own SELECT stands in one UNION ALL, with the caller's number as a last column. */
export const mysqlJoiner: Joiner<MysqlLookup> = {
	read: readMysqlLookup,
	canJoin: ({parameters}, values) => values.length === parameters && values.every(isPlain) && lengthOf(values) <= mostOfValues,
	keysOf: ({keys}) => keys,
	most: ({head, tail}) => Math.min(mostCalls, Math.floor(mostCharacters / (head.length + tail.length + 2 * mostOfValues))),
	join: (known, calls) => [{sql: joinedText(known, calls.length), values: calls.flatMap(({values}) => values), rowsAsArray: true}],
	share: (result, callers) => shareRows(result as MysqlResult, callers),
};

function lengthOf(values: readonly unknown[]): number {
	return values.reduce((sum: number, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
}

function joinedText({beginning, head, tail}: MysqlLookup, callers: number): string {
	const selects = Array.from({length: callers}, (_, caller) => `(${head}, ${caller} AS esa_caller ${tail})`);
	return beginning + selects.join(' UNION ALL ');
}

interface Field {
	readonly name: string;
}

type MysqlResult = [rows: unknown[][], fields: Field[]];

/** Rows as objects, as mysql2 makes them: of two columns with one name the later wins. */
function shareRows([rows, fields]: MysqlResult, callers: number): [rows: unknown[], fields: Field[]][] {
	const own = fields.slice(0, -1);
	const results = Array.from({length: callers}, (): [unknown[], Field[]] => [[], own.map(copyOf)]);
	for (const row of rows) results[Number(row.at(-1))]![0].push(Object.fromEntries(own.map(({name}, at) => [name, row[at]])));
	return results;
}

function copyOf(field: Field): Field {
	return Object.assign(Object.create(Object.getPrototypeOf(field) as object) as Field, field);
}

/**
 * True for a pool of mysql2's promise API that answers with rows as objects and casts as the driver does. With `nestTables`, or a `typeCast` or `queryFormat`
 * of the service's own, it is false: those would see the joined statement's columns in place of the caller's.
 */
export function isMysqlPool(pool: object): boolean {
	const {execute, getConnection, pool: core} = pool as {execute?: unknown; getConnection?: unknown; pool?: unknown};
	if (typeof execute !== 'function' || typeof getConnection !== 'function') return false;
	const config = (core as {config?: {connectionConfig?: Record<string, unknown>}} | undefined)?.config?.connectionConfig;
	if (typeof config !== 'object' || config === null) return false;
	const {typeCast, nestTables, rowsAsArray, queryFormat, namedPlaceholders} = config;
	return (typeCast === true || typeCast === undefined) && ![nestTables, rowsAsArray, queryFormat, namedPlaceholders].some(Boolean);
}
