import {readFileSync, statSync} from 'node:fs';
import {findSourceMap, type SourceMap} from 'node:module';
import path from 'node:path';
import {scriptPath} from './site-path.ts';
import {Marks} from './source-map-marks.ts';

/** A place in a file; lines and columns count from 1. */
export interface Place {
	readonly path: string;
	readonly line: number;
	readonly column: number;
	/** The whole text of the file, where a source map holds it. */
	readonly text?: string | undefined;
}

/** A larger file takes too long to read beside a service's requests: its places stay those of the code that runs. */
const mostBytes = 16 * 1024 * 1024;
const mostMaps = 64;

interface Found {
	readonly source: string;
	readonly line: number;
	readonly column: number;
	readonly text: string | undefined;
}

interface LoadedMap {
	/** Lines and columns from 0; null: nobody wrote it. */
	readonly find: (line: number, column: number) => Found | null;
	/** What its sources are relative to. */
	readonly base: string;
}

const loaded = new Map<string, LoadedMap | undefined>();

/**
 * Where a place of generated code comes from, by the source map in the file or beside it, or the one node holds for it; null where the map says that
 * nobody wrote it (helpers of a compiler); undefined where there is no map. Reads files: not for a request's time. Keeps the last 64 maps.
 */
export function originalPlace(file: string, line: number, column: number): Place | null | undefined {
	const source = mapOf(file);
	if (source === undefined) return undefined;
	const mark = source.find(line - 1, column - 1);
	if (mark === null) return null;
	const original = sourcePath(mark.source, source.base);
	return original === undefined ? null : {path: original, line: mark.line + 1, column: mark.column + 1, text: mark.text};
}

function mapOf(file: string): LoadedMap | undefined {
	if (loaded.has(file)) return loaded.get(file);
	const found = heldMap(file) ?? writtenMap(file);
	if (loaded.size >= mostMaps) loaded.delete(loaded.keys().next().value ?? '');
	loaded.set(file, found);
	return found;
}

/** Node's own, where it runs with source maps: of code that a loader compiled on the way, it is the only one there is. */
function heldMap(file: string): LoadedMap | undefined {
	const map = findSourceMap(file);
	return map === undefined ? undefined : {find: (line, column) => findIn(map, line, column), base: path.posix.dirname(file)};
}

function findIn(map: SourceMap, line: number, column: number): Found | null {
	const entry = map.findEntry(line, column);
	if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') return null;
	// It points at the last mark before the place: one on an earlier line says nothing of this one.
	if (entry.generatedLine !== line) return null;
	const {sourceRoot, sources, sourcesContent} = map.payload;
	const text: unknown = sourcesContent?.[sources.indexOf(entry.originalSource)];
	return {
		source: joined(sourceRoot, entry.originalSource),
		line: entry.originalLine,
		column: entry.originalColumn,
		text: typeof text === 'string' ? text : undefined,
	};
}

function writtenMap(file: string): LoadedMap | undefined {
	try {
		const url = mapUrl(read(file));
		if (url === undefined) return undefined;
		const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(url);
		if (inline !== null) return parsed(decodeInline(inline[2] ?? '', inline[1] !== undefined), path.posix.dirname(file));
		const beside = path.posix.join(path.posix.dirname(file), decodeURIComponent(url.replace(/[?#].*$/s, '')));
		return parsed(read(beside), path.posix.dirname(beside));
	} catch {
		// No file, no map beside it, or none that can be read: the place in the code that runs is true as well.
		return undefined;
	}
}

function read(file: string): string {
	if (statSync(file).size > mostBytes) throw new RangeError(`${file} is too large to read`);
	return readFileSync(file, 'utf8');
}

/** The last one counts: a bundle holds those of its parts within strings. */
function mapUrl(text: string): string | undefined {
	const at = Math.max(text.lastIndexOf('//# sourceMappingURL='), text.lastIndexOf('//@ sourceMappingURL='));
	return at === -1 ? undefined : /^\S+/.exec(text.slice(at + '//# sourceMappingURL='.length, at + mostBytes))?.[0];
}

function decodeInline(text: string, isBase64: boolean): string {
	return isBase64 ? Buffer.from(text, 'base64').toString('utf8') : decodeURIComponent(text);
}

interface Payload {
	readonly mappings: string;
	readonly sources: readonly (string | null)[];
	readonly sourcesContent?: readonly unknown[];
	readonly sourceRoot?: string;
	/** Of a map of maps, which has none of the above. */
	readonly sections?: readonly {readonly offset: {readonly line: number; readonly column: number}; readonly map: Payload}[];
}

function parsed(json: string, base: string): LoadedMap {
	// Some servers put `)]}'` before JSON; maps are allowed to begin with it.
	return {find: finderOf(JSON.parse(json.replace(/^\)\]\}'[^\n]*\n/, '')) as Payload), base};
}

function finderOf({mappings, sources, sourcesContent, sourceRoot, sections}: Payload): LoadedMap['find'] {
	if (sections !== undefined) return finderIn(sections.map(({offset, map}) => ({...offset, find: finderOf(map)})));
	// Here, and not at the first look: what a file holds is anybody's.
	if (typeof mappings !== 'string' || !Array.isArray(sources)) throw new TypeError('not a source map');
	const marks = new Marks(mappings);
	const texts = textsOf(sources, sourcesContent);
	return (line, column) => {
		const mark = marks.at(line, column);
		const source = mark === null ? undefined : sources[mark.source];
		if (mark === null || typeof source !== 'string') return null;
		return {source: joined(sourceRoot, source), line: mark.line, column: mark.column, text: texts.get(mark.source)};
	};
}

/** Characters of sources that are kept for one map. */
const mostCharacters = 4_000_000;

/** The service's own sources: those of packages, most of a bundle, are never looked at. */
function textsOf(sources: Payload['sources'], contents: Payload['sourcesContent']): Map<number, string> {
	const texts = new Map<number, string>();
	if (!Array.isArray(contents)) return texts;
	let characters = 0;
	for (const [at, source] of sources.entries()) {
		const text: unknown = contents[at];
		if (typeof source !== 'string' || typeof text !== 'string' || source.includes('node_modules/')) continue;
		characters += text.length;
		if (characters > mostCharacters) break;
		texts.set(at, text);
	}
	return texts;
}

function finderIn(parts: readonly {line: number; column: number; find: LoadedMap['find']}[]): LoadedMap['find'] {
	return (line, column) => {
		const part = parts.findLast((each) => each.line < line || (each.line === line && each.column <= column));
		return part === undefined ? null : part.find(line - part.line, part.line === line ? column - part.column : column);
	};
}

function sourcePath(source: string, base: string): string | undefined {
	const name = scriptPath(source);
	if (name === undefined || isAbsolute(name) || /^\w[\w-]+:/.test(source)) return name;
	return path.posix.join(base, name);
}

function joined(root: string | undefined, source: string): string {
	if (typeof root !== 'string' || root === '' || isAbsolute(source) || /^[\w-]+:\/\//.test(source)) return source;
	return `${root.replace(/\/$/, '')}/${source}`;
}

function isAbsolute(name: string): boolean {
	return name.startsWith('/') || /^[a-z]:[\\/]/i.test(name);
}
