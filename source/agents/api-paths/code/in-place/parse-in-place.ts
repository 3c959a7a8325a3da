import {createRequire} from 'node:module';
import {rawTransferSupported, type OxcError, type ParserOptions, type Program} from 'oxc-parser';
import {layoutVersion} from './layout.ts';
import {openMemory, wordAt, type Memory} from './memory.ts';
import {parsedAt} from './nodes.ts';

export interface InPlace {
	program: Pick<Program, 'body'>;
	errors: OxcError[];
}

/**
 * Parses and lets the tree be read where the parser put it, while `read` runs: nothing is copied that is not asked for, which takes a third of the
 * time. Null where that is not possible: on a platform or with a version of the parser whose memory is laid out in another way.
 */
export function parseInPlace<T>(text: string, options: ParserOptions, read: (parsed: InPlace) => T): T | null {
	parser ??= findParser();
	if (parser === 'none') return null;
	const {common, dataAt} = parser;
	return common.parseSyncRawImpl('file', text, options, (memory, _text, textAt, textBytes) => {
		try {
			openMemory(memory, text, textAt, textBytes);
			return read(parsedAt(wordAt(dataAt)));
		} finally {
			common.returnBufferToCache(memory);
		}
	});
}

/** The inner parts of oxc-parser behind its raw transfer. */
interface Common {
	parseSyncRawImpl<T>(
		file: string,
		text: string,
		options: ParserOptions,
		convert: (memory: Memory, text: string, textAt: number, textBytes: number) => T,
	): T;
	returnBufferToCache(memory: Memory): void;
}

let parser: {common: Common; dataAt: number} | 'none' | null = null;

function findParser(): {common: Common; dataAt: number} | 'none' {
	if (!rawTransferSupported()) return 'none';
	const require = createRequire(import.meta.url);
	const {version} = require('oxc-parser/package.json') as {version: string};
	if (version !== layoutVersion) return 'none';
	const common = require('oxc-parser/src-js/raw-transfer/common.js') as Common;
	const {DATA_POINTER_POS_32} = require('oxc-parser/src-js/generated/constants.js') as {DATA_POINTER_POS_32: number};
	return {common, dataAt: DATA_POINTER_POS_32 * 4};
}
