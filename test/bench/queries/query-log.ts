import {closeSync, openSync, writeSync} from 'node:fs';
import {randomOf, type Random} from '../api-paths/random.ts';

/** What a generated log has in it. */
export interface GeneratedLog {
	queries: number;
	traces: number;
	/** Traces into which a loop of 20 to 60 queries was planted. */
	loops: number;
}

/** Requests that are under way at once: their queries are interleaved. */
const openTraces = 2000;

interface OpenTrace {
	id: string;
	nowMs: number;
	/** Templates still to come, last first. */
	toCome: Template[];
}

interface Template {
	sql: string;
	/** Its values: in the text, where it is written by hand, or beside it. */
	inText: boolean;
	source: string;
}

/**
 * Writes a log of so many queries as a shop's service would: 66 patterns, texts of ORMs with parameters and texts with literals, 2,000 requests
 * interleaved at any time, a loop planted in one of fifty. Always the same for the same seed.
 */
export function writeQueryLog(file: string, queries: number, seed = 1): GeneratedLog {
	const random = randomOf(seed);
	const templates = templatesOf();
	const handle = openSync(file, 'w');
	const open: OpenTrace[] = [];
	const written: GeneratedLog = {queries: 0, traces: 0, loops: 0};
	let lines: string[] = [];
	const flush = (): void => {
		writeSync(handle, lines.join(''));
		lines = [];
	};
	while (written.queries < queries) {
		while (open.length < openTraces) open.push(newTrace(written, templates, random));
		const at = random.below(open.length);
		const trace = open[at]!;
		lines.push(lineOf(trace, random));
		written.queries++;
		if (trace.toCome.length === 0) {
			open[at] = open.at(-1)!;
			open.pop();
		}
		if (lines.length === 5000) flush();
	}
	flush();
	closeSync(handle);
	return written;
}

function newTrace(written: GeneratedLog, templates: readonly Template[], random: Random): OpenTrace {
	written.traces++;
	const toCome = Array.from({length: 3 + random.below(15)}, () => random.pick(templates));
	if (random.chance(2)) {
		written.loops++;
		const looped = random.pick(templates);
		toCome.unshift(...Array.from({length: 20 + random.below(41)}, () => looped));
	}
	const id = `${random
		.below(2 ** 32)
		.toString(16)
		.padStart(8, '0')}${written.traces.toString(16).padStart(8, '0')}`;
	return {id, nowMs: random.below(40) / 10, toCome};
}

function lineOf(trace: OpenTrace, random: Random): string {
	const {sql, inText, source} = trace.toCome.pop()!;
	const durationMs = (3 + random.below(60)) / 10;
	const startMs = trace.nowMs;
	trace.nowMs = Math.round((startMs + durationMs + 0.3) * 10) / 10;
	const values: (number | string)[] = [];
	const text = sql.replaceAll('?', () => {
		values.push(random.chance(70) ? random.below(100_000) : `a${random.below(1e9).toString(36)}`);
		return inText ? literal(values.at(-1)!) : `$${values.length}`;
	});
	return `${JSON.stringify({traceId: trace.id, startMs, durationMs, sql: text, ...(!inText && {params: values}), source, system: 'postgresql'})}\n`;
}

function literal(value: number | string): string {
	return typeof value === 'number' ? String(value) : `'${value}'`;
}

const tables = ['users', 'orders', 'order_items', 'products', 'carts', 'payments', 'addresses', 'reviews', 'sessions', 'stock', 'coupons'];

/** Six for each of eleven tables: four with parameters, two with literals in their text. */
function templatesOf(): Template[] {
	return tables.flatMap((table, index) => {
		const source = (what: string): string => `source/${table}.ts:${10 + index} ${what}`;
		return [
			{sql: `SELECT id, name, state FROM ${table} WHERE id = ?`, inText: false, source: source('find')},
			{sql: `SELECT * FROM "${table}" AS t WHERE t.owner_id = ? ORDER BY t.id DESC LIMIT 20`, inText: false, source: source('list')},
			{sql: `UPDATE ${table} SET state = ?, seen = ? WHERE id = ?`, inText: false, source: source('touch')},
			{sql: `INSERT INTO ${table} (name, state, owner_id) VALUES (?, ?, ?)`, inText: false, source: source('add')},
			{sql: `SELECT count(*) FROM ${table} WHERE state = ? AND owner_id = ?`, inText: true, source: source('count')},
			{sql: `SELECT id, name FROM ${table} WHERE name = ? AND id IN (?, ?)`, inText: true, source: source('search')},
		];
	});
}
