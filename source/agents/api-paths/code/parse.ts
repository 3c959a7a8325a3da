import {parseSync, rawTransferSupported, type OxcError, type ParserOptions} from 'oxc-parser';
import type {Func, Module} from './ir.ts';
import {parseInPlace} from './in-place/parse-in-place.ts';
import {lineTable} from './line-table.ts';
import {lowerProgram} from './lower.ts';
import {isTooDeep} from './nesting.ts';
import {isFatal, recover, type Parsed} from './recover.ts';
import {scriptsOf, type Dialect, type Scripts} from './script-blocks.ts';

export interface ReadOptions {
	/**
	 * How the tree gets from the parser to us. `in-place` reads it where it is, which takes a third of the time; `raw` copies it all; `json` works
	 * everywhere. Left out: the best that works here.
	 */
	transfer?: 'in-place' | 'raw' | 'json';
}

/** Parses and lowers one file. Never throws: what cannot be read is left out and said in `errors`. */
export function readModule(file: string, text: string, options: ReadOptions = {}): Module {
	const scripts = scriptsOf(file, text);
	const {transfer = 'in-place'} = options;
	const module = isTooDeep(scripts.text) ? refused(file, text, scripts) : transfer === 'in-place' ? readInPlace(file, text, scripts) : null;
	return module ?? readCopied(file, text, scripts, transfer === 'json' ? 'json' : bestTransfer());
}

function refused(file: string, text: string, {dialect}: Scripts): Module {
	const module = emptyModule(file, text, dialect);
	lowerProgram(module, {body: []}, text);
	module.errors.push({message: tooDeep, at: 0});
	return module;
}

/** Null where the tree cannot be read in place, or is not whole. */
function readInPlace(file: string, text: string, scripts: Scripts): Module | null {
	try {
		return parseInPlace(scripts.text, parserOptions(scripts.dialect), (parsed) => {
			if (isFatal(parsed)) return null;
			const module = emptyModule(file, text, scripts.dialect);
			noteUnread(module, parsed);
			lowerProgram(module, parsed.program, text);
			return module;
		});
	} catch {
		// Whatever it is (no room for the memory, a tree that is not as expected): the other ways do not share it.
		return null;
	}
}

function readCopied(file: string, text: string, scripts: Scripts, transfer: 'raw' | 'json'): Module {
	const module = emptyModule(file, text, scripts.dialect);
	try {
		const parsed = parseFully(module, scripts, transfer);
		lowerProgram(module, parsed?.program ?? {body: []}, text);
	} catch (error) {
		// The deepest trees overflow the stack even where nothing of ours recurses.
		module.errors.push({message: error instanceof RangeError ? tooDeep : String(error), at: 0});
		if (module.funcs.length === 0) lowerProgram(module, {body: []}, text);
	}
	return module;
}

const tooDeep = 'nested too deep to be read';
let isRawBroken = false;

function bestTransfer(): 'raw' | 'json' {
	return !isRawBroken && rawTransferSupported() ? 'raw' : 'json';
}

function parseFully(module: Module, {text, dialect}: Scripts, transfer: 'raw' | 'json'): Parsed | null {
	let parse = (code: string): Parsed => parseOnce(code, dialect, transfer);
	let parsed = parse(text);
	if (isFatal(parsed) && dialect === 'jsx') {
		// Flow's annotations are near enough to TypeScript's.
		const parseTyped = (code: string): Parsed => parseOnce(code, 'tsx', transfer);
		const typed = parseTyped(text);
		if (!isFatal(typed) || parsed.errors[0]?.message.startsWith('Flow') === true) [parse, parsed] = [parseTyped, typed];
	}
	if (!isFatal(parsed)) {
		noteUnread(module, parsed);
		return parsed;
	}
	const {parsed: rest, errors} = recover(text, parsed, parse);
	module.errors.push(...errors.map(toError));
	return rest;
}

/** Most errors of a whole tree are such that the code is read all the same (a `return` at top level); not half of a comment. */
function noteUnread(module: Module, {errors}: Pick<Parsed, 'errors'>): void {
	module.errors.push(...errors.filter(({message}) => message.startsWith('Unterminated')).map(toError));
}

function toError({message, labels}: OxcError): Module['errors'][number] {
	return {message, at: labels[0]?.start ?? 0};
}

function parserOptions(lang: Dialect): ParserOptions {
	return {preserveParens: false, lang, sourceType: 'unambiguous'};
}

function parseOnce(text: string, dialect: Dialect, transfer: 'raw' | 'json'): Parsed {
	const options = parserOptions(dialect);
	try {
		return parseSync(fileName, text, {...options, experimentalRawTransfer: transfer === 'raw'} as ParserOptions);
	} catch (error) {
		if (transfer === 'json' || !(error instanceof RangeError)) throw error;
		// No room for its buffer of 6 GiB of addresses: then there never will be. Else a tree too deep for its reader, which recurses.
		isRawBroken ||= error.message.includes('allocation');
		return parseSync(fileName, text, options);
	}
}

/** The dialect is given apart from the name. */
const fileName = 'file';

function emptyModule(file: string, text: string, dialect: Dialect): Module {
	return {
		file,
		// Replaced as soon as lowering starts.
		top: null as unknown as Func,
		funcs: [],
		classes: [],
		exports: new Map(),
		stars: [],
		imports: [],
		requires: [],
		types: new Map(),
		errors: [],
		directives: [],
		lineOf: lineTable(text),
		textOf: (start, end) => text.slice(start, end),
		isTypeScript: dialect !== 'jsx',
	};
}
