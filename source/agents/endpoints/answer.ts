import {safeText} from '../../basics/safe-text.ts';
import type {Candidate} from './routes.ts';

/** What one request brought. */
export type Answer =
	| AnsweredRequest
	/** A body that is endless by its type (server-sent events): the headers were enough. */
	| {kind: 'stream'; status: number; contentType: string}
	| {kind: 'timed-out'; phase: 'headers' | 'body'; afterMs: number; bytes: number}
	/** The connection was closed, or what came is not HTTP. */
	| {kind: 'broken'; why: string};

export interface AnsweredRequest {
	kind: 'answered';
	status: number;
	contentType: string | null;
	location: string | null;
	/** `content-encoding`, though none was asked for. */
	encoding: string | null;
	/** The first bytes as text, at most the cap. */
	body: string;
	bytes: number;
	/** The body goes on after the cap. */
	truncated: boolean;
	/** From the request to the last byte read; the fastest where it was asked several times. */
	durationMs: number;
	/** How often it was asked to be sure of its time. */
	asked: number;
}

/** How a route answered in former runs. */
export interface History {
	runs: number;
	p95Ms: number | null;
}

/** What a route's answer once held, kept from run to run. */
export interface RouteMemory {
	kind: 'json' | 'html' | 'other';
	/** It has held at least one value. */
	filled: boolean;
	/** It has held a number other than zero. */
	nonZero: boolean;
}

/** One route asked, with all that is needed to judge it. */
export interface Observation {
	candidate: Candidate;
	answer: Answer;
	history: History;
	memory: RouteMemory | undefined;
}

export type Body =
	| {kind: 'json'; value: unknown}
	| {kind: 'bad-json'; why: string}
	| {kind: 'html'}
	| {kind: 'text'; text: string}
	| {kind: 'empty'}
	| {kind: 'unread'; why: string};

/** Reads a body for what it is: by its claimed type first, by its first characters where the type leaves it open. */
export function readBody(answer: AnsweredRequest): Body {
	if (answer.encoding !== null) return {kind: 'unread', why: 'compressed without being asked to'};
	const text = answer.body.trim();
	if (text === '') return {kind: 'empty'};
	const type = mediaType(answer.contentType);
	if (isJson(type)) return readJson(answer, text);
	if (looksLikeHtml(text)) return {kind: 'html'};
	if (answer.truncated) return {kind: 'unread', why: 'longer than what is read of a body'};
	if (type === '' || type.startsWith('text/')) return readUnclaimed(text);
	return {kind: 'unread', why: 'neither JSON nor text'};
}

/** `application/json; charset=utf-8` → `application/json`. */
export function mediaType(contentType: string | null): string {
	return (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/**
 * The first characters of a foreign text, fit for a report: one line, no control characters, and no secrets that error texts are known
 * to carry (credentials in URLs, long keys, mail addresses).
 */
export function excerpt(text: string, maxCells = 120): string {
	const line = text
		.slice(0, maxCells * 8)
		.replaceAll(/\s+/gu, ' ')
		.replaceAll(/:\/\/[^\s/@"']+@/gu, '://***@')
		.replaceAll(/[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/gu, '***@***')
		.replaceAll(/(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{28,}/giu, '***');
	return safeText(line.trim(), {maxCells});
}

const isJson = (type: string): boolean => type === 'application/json' || type === 'text/json' || /^application\/[\w.-]+\+json$/u.test(type);

function readJson(answer: AnsweredRequest, text: string): Body {
	if (looksLikeHtml(text)) return {kind: 'bad-json', why: 'it is HTML'};
	if (answer.truncated) return {kind: 'unread', why: 'longer than what is read of a body'};
	try {
		return {kind: 'json', value: JSON.parse(text)};
	} catch (error) {
		return {kind: 'bad-json', why: safeText(error instanceof Error ? error.message : String(error), {maxCells: 80})};
	}
}

/** Text, or JSON that does not say so: many small services send it as text. */
function readUnclaimed(text: string): Body {
	if (!/^[[{]/u.test(text)) return {kind: 'text', text};
	try {
		return {kind: 'json', value: JSON.parse(text)};
	} catch {
		// It never claimed to be JSON.
		return {kind: 'text', text};
	}
}

function looksLikeHtml(text: string): boolean {
	return /^(?:<!--[^]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)[\s>]/iu.test(text);
}
