import {parseSync, rawTransferSupported, type OxcError, type ParserOptions} from 'oxc-parser';
import type {Func, Module} from './ir.ts';
import {lineTable} from './line-table.ts';
import {lowerProgram} from './lower.ts';
import {isTooDeep} from './nesting.ts';
import {isFatal, recover, type Parsed} from './recover.ts';
import {scriptsOf, type Dialect, type Scripts} from './script-blocks.ts';

export interface ReadOptions {
	/** How the tree gets from the parser to us: `raw` is four times as fast, `json` works everywhere. Left out: the best that works here. */
	transfer?: 'raw' | 'json';
}

/** Parses and lowers one file. Never throws: what cannot be read is left out and said in `errors`. */
export function readModule(file: string, text: string, options: ReadOptions = {}): Module {
	const scripts = scriptsOf(file, text);
	const module = emptyModule(file, text, scripts.dialect);
	try {
		if (isTooDeep(scripts.text)) throw new RangeError(tooDeep);
		const parsed = parseFully(module, scripts, options.transfer ?? bestTransfer());
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
		module.errors.push(...parsed.errors.filter(({message}) => message.startsWith('Unterminated')).map(toError));
		return parsed;
	}
	const {parsed: rest, errors} = recover(text, parsed, parse);
	module.errors.push(...errors.map(toError));
	return rest;
}

function toError({message, labels}: OxcError): Module['errors'][number] {
	return {message, at: labels[0]?.start ?? 0};
}

interface TransferOptions extends ParserOptions {
	experimentalRawTransfer: boolean;
}

function parseOnce(text: string, dialect: Dialect, transfer: 'raw' | 'json'): Parsed {
	const options: TransferOptions = {
		preserveParens: false,
		lang: dialect,
		sourceType: 'unambiguous',
		experimentalRawTransfer: transfer === 'raw',
	};
	try {
		return parseSync(fileName, text, options);
	} catch (error) {
		if (transfer === 'json' || !(error instanceof RangeError)) throw error;
		// No room for its buffer of 6 GiB of addresses: then there never will be. Else a tree too deep for its reader, which recurses.
		isRawBroken ||= error.message.includes('allocation');
		return parseSync(fileName, text, {...options, experimentalRawTransfer: false} as TransferOptions);
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
