import {isUtf8} from 'node:buffer';
import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';

/** Files above this are said to be left out instead of being read. */
export const mostFileBytes = 10 * 1024 * 1024;

/** The text of a file, or why it is not analysed. */
export type Content = {kind: 'text'; text: string} | {kind: 'refused'; reason: string};

/** Reads one regular file whole, without its byte order mark. Never throws. */
export function readContent(absolute: string, maxBytes: number = mostFileBytes): Content {
	try {
		const bytes = readBytes(absolute, maxBytes);
		if (typeof bytes === 'number') return refused(`larger than ${megabytes(maxBytes)} MB (${megabytes(bytes)} MB)`);
		if (bytes.includes(0)) return refused('not text (it has NUL bytes)');
		if (!isUtf8(bytes)) return refused('not UTF-8');
		const text = bytes.toString('utf8');
		return {kind: 'text', text: text.startsWith('\uFEFF') ? text.slice(1) : text};
	} catch (error) {
		return refused(`unreadable (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
	}
}

/** The bytes; their number where they are too many. */
function readBytes(absolute: string, maxBytes: number): Buffer | number {
	// Whatever stood there when it was found: a link or a pipe put in its place since then is not followed, nor waited for.
	const descriptor = openSync(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const {size} = fstatSync(descriptor);
		if (size > maxBytes) return size;
		const bytes = Buffer.allocUnsafe(size);
		let length = 0;
		for (let got = -1; got !== 0 && length < size; length += got) got = readSync(descriptor, bytes, length, size - length, length);
		return bytes.subarray(0, length);
	} finally {
		closeSync(descriptor);
	}
}

function refused(reason: string): Content {
	return {kind: 'refused', reason};
}

function megabytes(bytes: number): string {
	return (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}

const longLine = 500;
const minifiedShare = 0.75;
const codeShare = 0.03;

/**
 * Whether a tool squeezed the code: nearly all of it in very long lines, and those dense with punctuation of code, which sets them apart from pictures
 * and tables written into a source file.
 */
export function isMinified(text: string): boolean {
	if (text.length < 2 * longLine) return false;
	const long = longLines(text);
	const length = long.reduce((sum, line) => sum + line.length, 0);
	if (length < minifiedShare * text.length) return false;
	const punctuation = long.reduce((sum, line) => sum + (line.slice(0, 20_000).match(/[(){};]/g)?.length ?? 0), 0);
	const looked = long.reduce((sum, line) => sum + Math.min(line.length, 20_000), 0);
	return punctuation >= codeShare * looked;
}

/** Jumps from line end to line end, so that ordinary code costs a few searches. */
function longLines(text: string): string[] {
	const found: string[] = [];
	for (let start = 0; start < text.length;) {
		const near = text.lastIndexOf('\n', start + longLine);
		if (near >= start) {
			start = near + 1;
			continue;
		}
		const end = text.indexOf('\n', start + longLine);
		found.push(text.slice(start, end === -1 ? text.length : end));
		start = end === -1 ? text.length : end + 1;
	}
	return found;
}

/** Pages written by a documentation or site generator say so in their head. */
export function isGeneratedPage(file: string, text: string): boolean {
	return /\.html?$/i.test(file) && /<meta\s[^>]*name=["']?generator["'\s]/i.test(text.slice(0, 4000));
}
