import {safeText} from '../basics/safe-text.ts';
import {excerpt, parseClean, type CleanJson} from './clean.ts';
import {Unreadable} from './unreadable.ts';

/** A body as understood at the border; every string in it is cleaned. */
export type Body =
	| {kind: 'empty'}
	| {kind: 'json'; value: CleanJson}
	/** Plain text; line breaks are kept. */
	| {kind: 'text'; text: string}
	/** A web page: its title, or its first words. */
	| {kind: 'html'; title: string}
	/** Looks like JSON but is not, or is out of bounds; `detail` says how. */
	| {kind: 'broken'; detail: string};

/** One HTTP answer, whatever its status: the body of a 503 carries evidence. */
export interface Answer {
	/** Where it was asked, without query. */
	path: string;
	status: number;
	body: Body;
	/** The server's clock, ms since the epoch; null without a `date` header. */
	date: number | null;
	retryAfterMs: number | null;
	/** From the request to the end of the body, redirects included. */
	roundTripMs: number;
}

export interface RawAnswer {
	path: string;
	status: number;
	header(name: string): string | undefined;
	text: string;
	roundTripMs: number;
}

/** Turns what came over the wire into an Answer; `now` (ms since the epoch) is for a `retry-after` date without a `date` beside it. */
export function toAnswer(raw: RawAnswer, now: number): Answer {
	const date = parseDate(raw.header('date'));
	return {
		path: raw.path,
		status: raw.status,
		body: readBody(raw.text, raw.header('content-type') ?? ''),
		date,
		retryAfterMs: parseRetryAfter(raw.header('retry-after'), date ?? now),
		roundTripMs: raw.roundTripMs,
	};
}

/** Decides by the text; the content type only breaks ties, since many servers send JSON as text/plain. */
export function readBody(text: string, contentType: string): Body {
	const trimmed = text.trim();
	if (trimmed === '') return {kind: 'empty'};
	if (/^<(?:!doctype html|html|head|body)\b/i.test(trimmed)) return {kind: 'html', title: titleOf(trimmed)};
	if (/^[[{"]/.test(trimmed)) return readJson(trimmed);
	if (contentType.includes('json')) return readJson(trimmed);
	if (contentType.includes('text/html')) return {kind: 'html', title: titleOf(trimmed)};
	return {kind: 'text', text: safeText(trimmed, {maxCells: 4_000, lines: true})};
}

function readJson(text: string): Body {
	try {
		return {kind: 'json', value: parseClean(text)};
	} catch (error) {
		if (error instanceof Unreadable) return {kind: 'broken', detail: error.message};
		throw error;
	}
}

function titleOf(html: string): string {
	const title = /<title[^<>]*>([^<]{1,200})/i.exec(html.slice(0, 20_000))?.[1];
	return excerpt(title ?? html);
}

/** HTTP dates begin with the day's name; without that check `Date.parse` makes a date of nearly any number. */
function parseDate(value: string | undefined): number | null {
	const date = value !== undefined && /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(date) ? null : date;
}

/** `retry-after` is a number of seconds or a date; a date in the past is "now", nonsense is nothing. */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
	if (value === undefined) return null;
	if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1_000;
	const date = parseDate(value);
	return date === null ? null : Math.max(0, date - now);
}

/** What came, for a sentence: `500 with “Internal Server Error”`. At most some 120 cells, cleaned. */
export function describeAnswer({status, body}: Answer): string {
	if (body.kind === 'empty') return `${status} without a body`;
	if (body.kind === 'json') return `${status} with JSON ${excerpt(JSON.stringify(body.value))}`;
	if (body.kind === 'text') return `${status} with “${excerpt(body.text)}”`;
	if (body.kind === 'html') return `${status} with a web page (“${body.title}”), perhaps a login or a web app`;
	return `${status} with ${body.detail}`;
}
