import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Batch} from '../../../../../source/agents/queries/advice/batch/batch.ts';
import {batchOf} from '../../../../../source/agents/queries/advice/batch/batch-of.ts';
import type {DatabaseSystem} from '../../../../../source/protocol/query-trace.ts';
import {fingerprint} from '../../../../../source/sql/fingerprint.ts';
import {databases, type Row, type TestDatabase} from './databases.ts';
import {sendBatch, type Call} from './send-batch.ts';

/** A schema with names of its own: a table of owners and one of what they own. */
interface Names {
	owners: string;
	items: string;
	key: string;
	code: string;
	label: string;
	amount: string;
}

interface Case {
	names: Names;
	keyType: 'int' | 'text';
	items: {key: number | null; code: string; label: string | null; amount: number}[];
	keys: number[];
	codes: string[];
	amounts: number[];
	limit: number;
	offset: number;
}

/** A query of a loop, `@` being its next value; and the values of one of its rounds. */
interface Shape {
	text: (names: Names) => string;
	values: (round: {key: unknown; code: string; amount: number}, world: Case) => unknown[];
	/** Values at the places of the pattern, where it has others than the text: literals and lists. */
	places?: (values: Call) => Call;
	/** Rows come in one order only. */
	isOrdered?: true;
	only?: DatabaseSystem[];
	/** What a key without rows gets. */
	missing?: Row;
}

const one = (round: {key: unknown}) => [round.key];

const reads: Record<string, Shape> = {
	'rows of an owner': {text: ({items, key}) => `SELECT * FROM ${items} WHERE ${key} = @`, values: one},
	'in an order': {
		text: ({items, key, label}) => `SELECT ${label} AS l, id FROM ${items} i WHERE @ = i.${key} ORDER BY ${label} DESC, 2`,
		values: one,
		isOrdered: true,
	},
	'under brackets that a builder left': {
		text: ({items, key}) => `SELECT i.* FROM ${items} AS i WHERE ((i.${key} = @) AND (@ = @))`,
		values: ({key}) => [key, 1, 1],
	},
	'with another condition': {
		text: ({items, key, amount}) => `SELECT id FROM ${items} WHERE ${amount} BETWEEN @ AND @ AND ${key} = @ AND ${amount} <> @`,
		values: ({key}, {amounts}) => [0, 2, key, amounts[0]],
	},
	'by two columns': {
		text: ({items, key, code}) => `SELECT id, ${key} FROM ${items} WHERE ${key} = @ AND ${code} = @`,
		values: ({key, code}) => [key, code],
	},
	'by what a function makes of it': {
		text: ({items, code}) => `SELECT * FROM ${items} WHERE lower(${code}) = @`,
		values: ({code}) => [code.toLowerCase()],
	},
	'by a short list': {text: ({items, key}) => `SELECT id, ${key} FROM ${items} WHERE ${key} IN (@)`, values: one},
	'of two tables': {
		text: ({items, owners, key, label}) =>
			`SELECT i.${label}, o.id FROM ${owners} o LEFT JOIN ${items} i ON i.${key} = o.id AND i.amount >= @ WHERE o.id = @`,
		values: ({key}) => [1, key],
	},
	'of a table through another': {
		text: ({items, owners, key, label}) =>
			`SELECT i.${label} FROM ${items} i JOIN ${owners} o ON i.${key} = o.id WHERE o.id = @ ORDER BY i.id`,
		values: one,
		isOrdered: true,
	},
	counted: {
		text: ({items, key, amount}) => `SELECT count(*) AS n, max(${amount}) AS m FROM ${items} WHERE ${key} = @ AND ${amount} > @`,
		values: ({key}) => [key, 0],
		missing: {n: 0, m: null},
	},
	'counted by groups': {
		text: ({items, key, label}) => `SELECT ${label}, count(*) AS n FROM ${items} WHERE ${key} = @ GROUP BY ${label} HAVING count(*) >= @`,
		values: ({key}) => [key, 1],
	},
	'asked whether there are any': {
		text: ({items, key}) => `SELECT EXISTS(SELECT @ FROM ${items} WHERE ${key} = @) AS found`,
		values: ({key}) => ['1', key],
	},
	'asked for one to see': {
		text: ({items, key}) => `SELECT @ AS one FROM ${items} WHERE ${key} = @ LIMIT @`,
		values: ({key}) => ['1', key, 1],
	},
	'the first few': {
		text: ({items, key, amount}) => `SELECT * FROM ${items} WHERE ${key} = @ ORDER BY ${amount} DESC, id LIMIT @`,
		values: ({key}, {limit}) => [key, limit],
		isOrdered: true,
	},
	'a page': {
		text: ({items, key, label}) => `SELECT id AS n, ${label} FROM ${items} WHERE ${key} = @ ORDER BY n LIMIT @ OFFSET @`,
		values: ({key}, {limit, offset}) => [key, limit, offset],
		isOrdered: true,
	},
	'the largest groups': {
		text: ({items, key, label}) =>
			`SELECT ${label}, count(*) AS n FROM ${items} WHERE ${key} = @ GROUP BY ${label} ORDER BY n DESC, ${label} LIMIT @`,
		values: ({key}, {limit}) => [key, limit],
		isOrdered: true,
	},
	'one by its id': {text: ({owners}) => `SELECT * FROM ${owners} WHERE id = @ LIMIT @`, values: ({key}) => [key, 1]},
	'different ones': {text: ({items, key, label}) => `SELECT DISTINCT ${label} FROM ${items} WHERE ${key} = @`, values: one},
	'with a cast': {
		text: ({items, key, label}) => `SELECT ${label} FROM ${items} WHERE ${key} = @::KEYTYPE AND ${label} IS NOT NULL`,
		values: one,
		only: ['postgresql'],
	},
	'out of a list of states': {
		text: ({items, key, label}) => `SELECT id FROM ${items} WHERE ${key} = @ AND ${label} IN ('x', 'Y') AND amount NOT IN (1, 3, 5)`,
		values: one,
		places: ([key]) => [key, ['x', 'Y'], [1, 3, 5]],
	},
	'of an expression that is grouped by': {
		text: ({items, key, amount}) => `SELECT ${amount} / 2 AS half, count(*) AS n FROM ${items} WHERE ${key} = @ GROUP BY ${amount} / 2`,
		values: one,
		places: ([key]) => [2, key, 2],
		only: ['postgresql', 'mysql'],
	},
	'with a literal that has a type': {
		text: ({items, key}) => `SELECT id FROM ${items} WHERE ${key} = @ AND date '2026-01-01' + interval '1 day' > timestamp '2026-01-01'`,
		values: one,
		places: ([key]) => [key, '2026-01-01', '1 day', '2026-01-01'],
		only: ['postgresql'],
	},
	'under a lock': {
		text: ({items, key}) => `SELECT id FROM ${items} WHERE ${key} = @ FOR UPDATE`,
		values: one,
		only: ['postgresql', 'mysql'],
	},
};

const writes: Record<string, Shape> = {
	'rows inserted': {
		text: ({items, key, code}) => `INSERT INTO ${items} (${key}, ${code}, amount) VALUES (@, @, @)`,
		values: ({key, code, amount}) => [key, code, amount],
	},
	'rows inserted with a constant': {
		text: ({items, key, code}) => `INSERT INTO ${items} (${key}, ${code}, status) VALUES (@, @, lower(@))`,
		values: ({key, code}) => [key, code, 'LOUD'],
	},
	'rows inserted or left': {
		text: ({owners}) => `INSERT INTO ${owners} (id, title) VALUES (@, @) ON CONFLICT (id) DO NOTHING`,
		values: ({key, code}) => [key, code],
		only: ['postgresql', 'sqlite'],
	},
	'rows inserted or changed': {
		text: ({owners}) => `INSERT INTO ${owners} (id, title) VALUES (@, @) ON CONFLICT (id) DO UPDATE SET title = excluded.title`,
		values: ({key, code}) => [key, code],
		only: ['postgresql', 'sqlite'],
	},
	'rows inserted or changed with the value again': {
		text: ({owners}) => `INSERT INTO ${owners} (id, title) VALUES (@, @) ON CONFLICT (id) DO UPDATE SET title = @`,
		values: ({key, code}) => [key, code, code],
		only: ['postgresql', 'sqlite'],
	},
	'counters that begin or go on': {
		text: ({owners}) =>
			`INSERT INTO ${owners} (id, title, total) VALUES (@, @, @) ON CONFLICT (id) DO UPDATE SET total = ${owners}.total + @`,
		values: ({key, code}) => [key, code, 1, 1],
		only: ['postgresql', 'sqlite'],
	},
	'rows inserted or changed in MySQL': {
		text: ({owners}) => `INSERT INTO ${owners} (id, title) VALUES (@, @) ON DUPLICATE KEY UPDATE title = @`,
		values: ({key, code}) => [key, code, code],
		only: ['mysql'],
	},
	'changed each in its way': {
		text: ({owners}) => `UPDATE ${owners} SET title = @, total = total + @, seen = seen + @ WHERE id = @`,
		values: ({key, code, amount}) => [code, amount, 1, key],
	},
	'changed under a condition': {
		text: ({items, key, code, label}) =>
			`UPDATE ${items} SET ${label} = @, amount = amount + @ WHERE ${key} = @ AND ${code} = @ AND ${label} = @`,
		values: ({key, code}) => ['new', 1, key, code, 'x'],
	},
	'changed if nobody else did': {
		text: ({owners}) => `UPDATE ${owners} SET total = total + @, title = @ WHERE id = @ AND total = @`,
		values: ({key, code, amount}) => [1, code, key, amount % 2],
	},
	'changed in one way': {
		text: ({items, key}) => `UPDATE ${items} SET status = lower(status) WHERE ${key} = @ AND amount > @`,
		values: ({key}) => [key, 0],
	},
	'changed and returned': {
		text: ({owners}) => `UPDATE ${owners} SET title = @ WHERE id = @ RETURNING *`,
		values: ({key, code}) => [code, key],
		only: ['postgresql', 'sqlite'],
	},
	deleted: {text: ({items, key}) => `DELETE FROM ${items} WHERE ${key} = @`, values: one},
	'deleted by two columns': {
		text: ({items, key, code}) => `DELETE FROM ${items} WHERE ${key} = @ AND ${code} = @`,
		values: ({key, code}) => [key, code],
	},
};

const namesOf = (system: DatabaseSystem) => {
	const quote = (name: string) => (system === 'mysql' ? `\`${name}\`` : `"${name}"`);
	const either = (...names: string[]) =>
		fc.constantFrom(...names.map((name) => (/^[a-z_]+$/.test(name) && name !== 'order' ? name : quote(name))));
	// MySQL and SQLite fold the case of columns, MySQL not that of tables.
	return fc.record<Names>({
		owners: either('owners', 'order', ...(system === 'mysql' ? [] : ['Owner'])),
		items: either('items', 'line items', ...(system === 'mysql' ? [] : ['OrderItem'])),
		key: either('owner_id', 'ownerId', 'order id'),
		code: either('code', 'sku', 'itemCode'),
		label: fc.constant('status'),
		amount: fc.constant('amount'),
	});
};

const worldOf = (system: DatabaseSystem) =>
	fc.record<Case>({
		names: namesOf(system),
		keyType: fc.constantFrom('int', 'text'),
		items: fc.array(
			fc.record({
				key: fc.option(fc.integer({min: 1, max: 6})),
				code: fc.constantFrom('a', 'B', 'cc', "it's"),
				label: fc.constantFrom('x', 'Y', null),
				amount: fc.integer({min: 0, max: 3}),
			}),
			{maxLength: 20},
		),
		keys: fc.uniqueArray(fc.integer({min: 1, max: 9}), {minLength: 2, maxLength: 8}),
		codes: fc.array(fc.constantFrom('a', 'B', 'cc', "it's"), {minLength: 8, maxLength: 8}),
		amounts: fc.array(fc.integer({min: 0, max: 3}), {minLength: 8, maxLength: 8}),
		limit: fc.integer({min: 1, max: 3}),
		offset: fc.integer({min: 0, max: 2}),
	});

describe.each(databases.filter(({isHere}) => isHere))('the batch for $system', ({system, start}) => {
	let database: TestDatabase;
	beforeAll(async () => {
		database = await start();
	});
	afterAll(() => database?.stop());
	const here = ([, {only}]: [string, Shape]) => only?.includes(system) ?? true;
	const runs = {numRuns: Number(process.env['BATCH_RUNS'] ?? 8)};

	test('reads what a loop reads', {timeout: 120_000}, async () => {
		await fc.assert(
			fc.asyncProperty(worldOf(system), async (world) => {
				await fill(world);
				for (const [name, shape] of Object.entries(reads).filter(here)) await readsTheSame(name, shape, world);
			}),
			runs,
		);
	});

	test('leaves what a loop leaves', {timeout: 120_000}, async () => {
		await fc.assert(
			fc.asyncProperty(worldOf(system), async (world) => {
				await fill(world);
				for (const [name, shape] of Object.entries(writes).filter(here)) await leavesTheSame(name, shape, world);
			}),
			runs,
		);
	});

	async function readsTheSame(name: string, shape: Shape, world: Case): Promise<void> {
		const {batch, text, calls} = prepare(shape, world);
		const keyPlaces = keyPlacesOf(batch);
		const atPlaces = (call: Call) => shape.places?.(call) ?? call;
		const rows = await sendBatch(database, batch, system, calls.map(atPlaces));
		for (const call of calls) {
			const expected = await database.run(text, call);
			const own = rows.filter((row) =>
				batch.keys.every(({inRows}, index) => String(valueIn(row, inRows)) === String(atPlaces(call)[keyPlaces[index]!])),
			);
			const wanted = expected.map(plain);
			expect({name, rows: answerOf(batch, shape, own, expected)}).toEqual({name, rows: shape.isOrdered ? wanted : sorted(wanted)});
		}
	}

	async function leavesTheSame(name: string, shape: Shape, world: Case): Promise<void> {
		const {batch, text, calls} = prepare(shape, world);
		const looped = await afterwards(world.names, async () => {
			const returned = [];
			for (const call of calls) returned.push(...(await database.run(text, call)));
			return returned;
		});
		const batched = await afterwards(world.names, () => sendBatch(database, batch, system, calls));
		expect({name, ...batched}).toEqual({name, ...looped});
	}

	function prepare(shape: Shape, world: Case): {batch: Batch; text: string; calls: Call[]} {
		let count = 0;
		const template = shape.text(world.names).replace('KEYTYPE', world.keyType);
		const text = template.replaceAll('@', () => (system === 'postgresql' ? `$${++count}` : '?'));
		const batch = batchOf(fingerprint(text, system), system);
		if (batch.kind === 'refusal') throw new Error(`${text}: ${batch.because}`);
		// Where two rows stand for many, two are sent.
		const isWrittenOut = batch.sql.some((part) => typeof part !== 'string' && part.as === 'cell');
		const keys = isWrittenOut ? world.keys.slice(0, 2) : world.keys;
		const typed = (key: number) => (world.keyType === 'text' ? String(key) : key);
		const calls = keys.map((key, index) =>
			shape.values({key: typed(key), code: world.codes[index]!, amount: world.amounts[index]!}, world),
		);
		return {batch, text, calls};
	}

	async function fill({names, keyType, items}: Case): Promise<void> {
		const text = system === 'mysql' ? 'varchar(40)' : 'text';
		const {owners, key, code} = names;
		for (const table of [owners, names.items]) await database.run(`DROP TABLE IF EXISTS ${table}`);
		const ids = system === 'mysql' ? 'int AUTO_INCREMENT PRIMARY KEY' : system === 'sqlite' ? 'integer PRIMARY KEY' : 'serial PRIMARY KEY';
		const ownerId = keyType === 'text' ? `${text} PRIMARY KEY` : 'int PRIMARY KEY';
		await database.run(`CREATE TABLE ${owners} (id ${ownerId}, title ${text} NOT NULL, total int DEFAULT 0, seen int DEFAULT 0)`);
		await database.run(
			`CREATE TABLE ${names.items} (id ${ids}, ${key} ${keyType === 'text' ? text : 'int'}, ${code} ${text}, status ${text}, amount int DEFAULT 0)`,
		);
		for (const id of [1, 2, 3, 5]) await database.run(`INSERT INTO ${owners} (id, title) VALUES ('${id}', 'owner ${id}')`);
		for (const item of items) {
			const quoted = [item.key, item.code, item.label].map((value) =>
				value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`,
			);
			await database.run(`INSERT INTO ${names.items} (${key}, ${code}, status, amount) VALUES (${quoted.join(', ')}, ${item.amount})`);
		}
	}

	/** What the tables hold after `act`, which is then undone. */
	async function afterwards({owners, items}: Names, act: () => Promise<Row[]>): Promise<{returned: unknown[]; left: unknown[]}> {
		await database.run('BEGIN');
		const returned = await act();
		// A sequence is not undone, so ids of new rows differ.
		const left = await Promise.all([owners, items].map((table) => database.run(`SELECT * FROM ${table}`)));
		await database.run('ROLLBACK');
		return {
			returned: sorted(returned.map(plain)),
			left: left.map((rows, index) => sorted(rows.map((row) => plain(index === 0 ? row : {...row, id: undefined})))),
		};
	}
});

/** Places of the keys among a call's values: as the batch's own values say. */
function keyPlacesOf(batch: Batch): number[] {
	const value = batch.sql.find((part) => typeof part !== 'string' && part.as !== 'same' && part.as !== 'same-list' && part.as !== 'cell');
	return typeof value === 'object' ? [...value.places] : [];
}

/** The rows of one caller as its own query would have given them. */
function answerOf(batch: Batch, shape: Shape, own: readonly Row[], expected: readonly Row[]): unknown[] {
	if (batch.shape === 'exists') {
		const [row] = expected;
		if (row !== undefined && 'found' in row)
			return [plain({found: typeof row['found'] === 'boolean' ? own.length > 0 : Number(own.length > 0)})];
		return own.length === 0 ? [] : [plain({one: expected[0]?.['one'] ?? 'a row'})];
	}
	const found = own.length === 0 && shape.missing !== undefined ? [shape.missing] : own;
	// A caller of one row tells all columns; without rows there is nothing to compare.
	const columns = new Set(expected.flatMap((row) => Object.keys(plain(row))));
	const rows = found.map((row) =>
		plain(expected.length === 0 ? row : Object.fromEntries(Object.entries(row).filter(([column]) => columns.has(column.toLowerCase())))),
	);
	return shape.isOrdered ? rows : sorted(rows);
}

/** MySQL and SQLite answer with the name as the table has it, whatever its case in the query. */
function valueIn(row: Row, name: string): unknown {
	return Object.entries(row).find(([column]) => column.toLowerCase() === name.toLowerCase())?.[1];
}

/** Numbers come as numbers or as texts, by the driver and the type. */
function plain(row: Row): Row {
	return Object.fromEntries(
		Object.entries(row).map(([column, value]) => [
			column.toLowerCase(),
			value === null || value === undefined ? value : `${value as string | number}`,
		]),
	);
}

function sorted<T>(rows: readonly T[]): T[] {
	return rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
