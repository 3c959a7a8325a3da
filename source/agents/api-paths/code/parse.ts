import {parseSync, rawTransferSupported, type OxcError, type ParserOptions, type Program} from 'oxc-parser';
import type {Func, Module} from './ir.ts';
import {lowerProgram} from './lower.ts';
import {lineTable} from './line-table.ts';

interface RawOptions extends ParserOptions {
	experimentalRawTransfer?: boolean;
}

/** Parses and lowers one file. Never throws: what cannot be read is left out and said in `errors`. */
export function readModule(file: string, text: string): Module {
	const module = emptyModule(file, text);
	const {program, errors} = parse(file, text);
	if (program !== null) lowerProgram(module, program, text);
	if (program === null || program.body.length === 0) module.errors.push(...errors.map(toError));
	return module;
}

function toError({message, labels}: OxcError): Module['errors'][number] {
	return {message, at: labels[0]?.start ?? 0};
}

function parse(file: string, text: string): {program: Program | null; errors: OxcError[]} {
	const options: RawOptions = {preserveParens: false, lang: languageOf(file), sourceType: 'unambiguous'};
	if (rawTransferSupported()) {
		try {
			return parseSync(file, text, {...options, experimentalRawTransfer: true} as RawOptions);
		} catch (error) {
			// Very deep trees overflow the stack of the raw reader; the other one is not recursive.
			if (!(error instanceof RangeError)) throw error;
		}
	}
	return parseSync(file, text, options);
}

/** `.js` may hold JSX; `.ts` may not, since `<T>x` is a cast there. */
function languageOf(file: string): 'js' | 'jsx' | 'ts' | 'tsx' {
	if (file.endsWith('.tsx')) return 'tsx';
	return /\.[cm]?ts$/.test(file) ? 'ts' : 'jsx';
}

function emptyModule(file: string, text: string): Module {
	const module: Module = {
		file,
		top: undefined as unknown as Func,
		funcs: [],
		classes: [],
		exports: new Map(),
		stars: [],
		imports: [],
		types: new Map(),
		errors: [],
		directives: [],
		lineOf: lineTable(text),
		textOf: (start, end) => text.slice(start, end),
		isTypeScript: languageOf(file).startsWith('t'),
	};
	return module;
}
