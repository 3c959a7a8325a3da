import {readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import type {Passage} from './call-text.ts';
import type {Place} from './source-maps.ts';

/** Larger files are generated. */
const mostBytes = 1024 * 1024;
const mostFiles = 32;
/** How much before a place is of interest: what was prepared a few lines above. */
const mostBefore = 1000;
const mostBehind = 1000;

/** Of files that were read; undefined: one that cannot be. */
const read = new Map<string, string | undefined>();

/**
 * What its author wrote around a place: from the source map where that holds it, else from the file. Undefined where neither is there. Reads files: not for
 * a request's time. Keeps the last 32.
 */
export function passageAt(place: Place, project: string): Passage | undefined {
	const text =
		place.text ??
		textOf(path.posix.isAbsolute(place.path) || /^[a-z]:/i.test(place.path) ? place.path : path.posix.join(project, place.path));
	const at = text === undefined ? undefined : offsetOf(text, place);
	if (text === undefined || at === undefined) return undefined;
	return {before: text.slice(Math.max(0, at - mostBefore), at), code: text.slice(at, at + mostBehind)};
}

function textOf(file: string): string | undefined {
	if (read.has(file)) return read.get(file);
	const text = readText(file);
	if (read.size >= mostFiles) read.delete(read.keys().next().value ?? '');
	read.set(file, text);
	return text;
}

function readText(file: string): string | undefined {
	try {
		return statSync(file).size > mostBytes ? undefined : readFileSync(file, 'utf8');
	} catch {
		// A service may run without its sources.
		return undefined;
	}
}

/** Undefined where the text has no such line. */
function offsetOf(text: string, {line, column}: Place): number | undefined {
	let start = 0;
	for (let at = 1; at < line; at++) {
		start = text.indexOf('\n', start) + 1;
		if (start === 0) return undefined;
	}
	return start + column - 1;
}
