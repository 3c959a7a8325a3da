import type {DatabaseSystem} from '../../protocol/query-trace.ts';
import {cutText} from './cut-text.ts';
import {hashValues} from './value-hash.ts';

/** Seconds and nanoseconds since the epoch. */
export type SpanTime = readonly [number, number];

/** A span as OpenTelemetry's SDK gives it to processors, versions 1 and 2: what of it is read here. */
export interface Span {
	readonly name: string;
	readonly kind: number;
	readonly startTime: SpanTime;
	readonly endTime: SpanTime;
	readonly attributes: Readonly<Record<string, unknown>>;
	readonly status: {readonly code: number};
	/** Version 2. */
	readonly parentSpanContext?: {readonly spanId: string; readonly isRemote?: boolean};
	/** Version 1. */
	readonly parentSpanId?: string;
	readonly instrumentationScope?: {readonly name: string};
	readonly instrumentationLibrary?: {readonly name: string};
	spanContext(): {readonly spanId: string; readonly traceId: string};
}

/** A query as a span tells it. */
export interface SpanQuery {
	text: string;
	system: DatabaseSystem;
	values: number | undefined;
	rows: number | undefined;
	error: string | undefined;
}

const kindServer = 1;
const kindConsumer = 4;
const statusError = 2;

/** It begins a request, or takes a message in. */
export function isEntry({kind}: Span): boolean {
	return kind === kindServer || kind === kindConsumer;
}

/** Id of the span above in this process; undefined: there is none. */
export function parentOf({parentSpanContext, parentSpanId}: Span): string | undefined {
	return parentSpanContext?.isRemote === true ? undefined : (parentSpanContext?.spanId ?? parentSpanId);
}

/** Milliseconds since the epoch. */
export function msOf([seconds, nanoseconds]: SpanTime): number {
	return seconds * 1000 + nanoseconds / 1e6;
}

/** `GET /orders/:id`: what the span says of its route, else its name. */
export function nameOf({name, attributes}: Span): string {
	const route = attributes['http.route'];
	const method = attributes['http.request.method'] ?? attributes['http.method'];
	return typeof route === 'string' && typeof method === 'string' ? `${method} ${route}` : name;
}

/** The query of a span by the old and the new semantic conventions; undefined for other spans, and for databases that do not speak SQL as we read it. */
export function queryOf({attributes, status}: Span): SpanQuery | undefined {
	const text = attributes['db.query.text'] ?? attributes['db.statement'];
	if (typeof text !== 'string' || text.trim() === '') return undefined;
	const system = systemOf(attributes['db.system.name'] ?? attributes['db.system'], text);
	if (system === undefined) return undefined;
	const rows = attributes['db.response.returned_rows'] ?? attributes['db.rows_affected'] ?? attributes['db.row_count'];
	return {
		text: cutText(text),
		system,
		values: hashValues(valuesIn(attributes)),
		rows: typeof rows === 'number' ? rows : undefined,
		error: status.code === statusError ? errorIn(attributes) : undefined,
	};
}

const systems: Record<string, DatabaseSystem> = {
	postgresql: 'postgresql',
	postgres: 'postgresql',
	cockroachdb: 'postgresql',
	mysql: 'mysql',
	mariadb: 'mysql',
	sqlite: 'sqlite',
};

/** Prisma's older spans do not say; how the text quotes and counts does. */
function systemOf(told: unknown, text: string): DatabaseSystem | undefined {
	if (typeof told === 'string') return Object.hasOwn(systems, told) ? systems[told] : undefined;
	if (/\$1\b/.test(text)) return 'postgresql';
	return text.includes('`') ? 'mysql' : undefined;
}

/** Some instrumentations tell values when asked to. They are hashed at once, and held by nobody here. */
function valuesIn(attributes: Span['attributes']): unknown {
	const whole = attributes['db.postgresql.values'] ?? attributes['db.statement.parameters'] ?? attributes['db.query.parameters'];
	if (whole !== undefined) return whole;
	const named: Record<string, unknown> = {};
	for (const name in attributes) if (/^db\.(?:query|operation)\.parameter\./.test(name)) named[name] = attributes[name];
	return named;
}

/** A code or a class; anything longer may be a message, and quote values. */
function errorIn(attributes: Span['attributes']): string {
	const told = attributes['db.response.status_code'] ?? attributes['error.type'];
	const code = typeof told === 'number' ? String(told) : told;
	return typeof code === 'string' && /^[\w.:-]{1,60}$/.test(code) ? code : 'Error';
}

/** Query builders and ORMs that make spans of their own around a driver's. */
const libraries = ['knex', 'typeorm', 'sequelize', 'prisma', 'kysely', 'drizzle', 'mikro-orm', 'objection', 'graphql', 'dataloader'];

/** The library that made a span, where it is one that sends queries for others. */
export function libraryOf({instrumentationScope, instrumentationLibrary, name}: Span): string | undefined {
	const scope = (instrumentationScope ?? instrumentationLibrary)?.name ?? '';
	return libraries.find((library) => scope.toLowerCase().includes(library) || name.startsWith(`${library}:`));
}

/** File, line and function where a span says so. */
export function placeOf({attributes}: Span): string | undefined {
	const file = attributes['code.file.path'] ?? attributes['code.filepath'];
	const line = attributes['code.line.number'] ?? attributes['code.lineno'];
	const name = attributes['code.function.name'] ?? attributes['code.function'];
	const place = [file, line].filter((part) => typeof part === 'string' || typeof part === 'number').join(':');
	const parts = [typeof file === 'string' ? place : '', typeof name === 'string' ? name : ''].filter((part) => part !== '');
	return parts.length === 0 ? undefined : parts.join(' ');
}
