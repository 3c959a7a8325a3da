import {errorOf, isDuration, numberOf, rowsOf, systemOf} from '../fields.ts';
import type {DatabaseSystem} from '../../../../protocol/query-trace.ts';

/** What of a span matters here. */
export interface Span {
	traceId: string;
	spanId: string;
	parentId: string;
	name: string;
	/** It begins a request, or takes a message in. */
	isEntry: boolean;
	startMs: number;
	/** NaN: its end is before its start, or cannot be. */
	durationMs: number;
	/** Null: no query of a database. */
	query: SpanQuery | null;
	/** File, line and function, where the span says so. */
	source: string | null;
}

export interface SpanQuery {
	sql: string;
	system: DatabaseSystem | 'other' | null;
	parameters: unknown;
	error: string | null;
	rows: number | null;
}

/** Reads one span of OTLP JSON, by the old and the new semantic conventions; a text says why it cannot be used. */
export function readSpan(json: string): Span | string {
	let told: Record<string, unknown>;
	try {
		told = JSON.parse(json) as Record<string, unknown>;
	} catch {
		return 'is no JSON';
	}
	const traceId = textOf(told['traceId'] ?? told['trace_id']);
	const spanId = textOf(told['spanId'] ?? told['span_id']);
	const startNs = told['startTimeUnixNano'] ?? told['start_time_unix_nano'];
	const startMs = numberOf(startNs) / 1e6;
	if (traceId === '' || spanId === '') return 'has no traceId or spanId';
	if (!(startMs > 0 && startMs < 1e14)) return 'has a start that cannot be';
	const attributes = readAttributes(told['attributes']);
	return {
		traceId,
		spanId,
		parentId: textOf(told['parentSpanId'] ?? told['parent_span_id']),
		name: textOf(told['name']),
		isEntry: entryKinds.has(String(told['kind'])),
		startMs,
		durationMs: durationOf(startNs, told['endTimeUnixNano'] ?? told['end_time_unix_nano']),
		query: queryOf(attributes, told, textOf(told['name'])),
		source: sourceOf(attributes),
	};
}

const entryKinds = new Set(['2', '5', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER']);

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** Nanoseconds are beyond the precision of numbers: subtracted before they become one. */
function durationOf(start: unknown, end: unknown): number {
	const isText = typeof start === 'string' && typeof end === 'string' && /^\d{1,20}$/.test(start) && /^\d{1,20}$/.test(end);
	const ms = isText ? nanosecondsBetween(start, end) / 1e6 : (numberOf(end) - numberOf(start)) / 1e6;
	return isDuration(ms) ? ms : Number.NaN;
}

/** The last digits of both are exact numbers, and the first ones are mostly the same. */
function nanosecondsBetween(start: string, end: string): number {
	const digits = 15;
	const isNear = start.length === end.length && start.slice(0, -digits) === end.slice(0, -digits);
	return isNear ? Number(end.slice(-digits)) - Number(start.slice(-digits)) : Number(BigInt(end) - BigInt(start));
}

/** Those that anybody asks for here. */
function readAttributes(list: unknown): Map<string, unknown> {
	const attributes = new Map<string, unknown>();
	if (!Array.isArray(list)) return attributes;
	for (const attribute of list as unknown[]) {
		if (typeof attribute !== 'object' || attribute === null) continue;
		const {key, value} = attribute as {key?: unknown; value?: unknown};
		if (typeof key === 'string' && isWanted(key)) attributes.set(key, plainValue(value));
	}
	return attributes;
}

function isWanted(key: string): boolean {
	return key.startsWith('db.') || key.startsWith('code.') || key.startsWith('error.');
}

/** `{stringValue: 'x'}` as `x`, and lists of them as lists. */
function plainValue(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const [inner] = Object.values(value) as unknown[];
	const values = typeof inner === 'object' && inner !== null ? (inner as {values?: unknown}).values : undefined;
	return Array.isArray(values) ? values.map(plainValue) : inner;
}

function queryOf(attributes: ReadonlyMap<string, unknown>, told: Record<string, unknown>, name: string): SpanQuery | null {
	const system = attributes.get('db.system.name') ?? attributes.get('db.system');
	const text = textOf(attributes.get('db.query.text') ?? attributes.get('db.statement'));
	const sql = text.trim() === '' && system !== undefined && statement.test(name) ? name : text;
	if (sql.trim() === '') return null;
	return {
		sql,
		system: systemOf(system),
		parameters: parametersIn(attributes),
		error: errorIn(attributes, told['status']),
		rows: rowsOf(attributes.get('db.response.returned_rows') ?? attributes.get('db.rows_affected') ?? attributes.get('db.row_count')),
	};
}

/** Some instrumentations have the whole statement as the span's name. `SELECT orders` is none: it says no more than verb and table. */
const statement =
	/^\s*(?:select\b.+?\bfrom\b|insert\s+into\b.+?(?:\bvalues\b|\bselect\b)|update\b.+?\bset\b|delete\s+from\b.+?\bwhere\b)/is;

const valueNames = ['db.postgresql.values', 'db.statement.parameters', 'db.sql.parameters', 'db.mysql.values', 'db.query.parameters'];

function parametersIn(attributes: ReadonlyMap<string, unknown>): unknown {
	const whole = valueNames.find((name) => attributes.has(name));
	if (whole !== undefined) return asList(attributes.get(whole));
	let named: Record<string, unknown> | undefined;
	for (const [name, value] of attributes) {
		const key = name.includes('.parameter') ? /^db\.(?:query|operation|statement)\.parameters?\.(.+)$/.exec(name)?.[1] : undefined;
		if (key !== undefined) (named ??= Object.create(null) as Record<string, unknown>)[key] = value;
	}
	return named;
}

/** TypeORM writes its list as JSON. */
function asList(value: unknown): unknown {
	if (typeof value !== 'string' || !value.startsWith('[')) return value;
	try {
		return JSON.parse(value);
	} catch {
		// A text that only looks like one: it is as good a value.
		return value;
	}
}

function errorIn(attributes: ReadonlyMap<string, unknown>, status: unknown): string | null {
	const code = typeof status === 'object' && status !== null ? (status as {code?: unknown}).code : undefined;
	const named = attributes.get('db.response.status_code') ?? attributes.get('error.type');
	if (named !== undefined) return errorOf(named);
	return code === 2 || code === 'STATUS_CODE_ERROR' || code === '2' ? 'error' : null;
}

function sourceOf(attributes: ReadonlyMap<string, unknown>): string | null {
	const file = textOf(attributes.get('code.file.path') ?? attributes.get('code.filepath'));
	const line = attributes.get('code.line.number') ?? attributes.get('code.lineno');
	const name = textOf(attributes.get('code.function.name') ?? attributes.get('code.function'));
	if (file === '') return name === '' ? null : name;
	const place = typeof line === 'string' || typeof line === 'number' ? `${file}:${line}` : file;
	return name === '' ? place : `${place} ${name}`;
}
