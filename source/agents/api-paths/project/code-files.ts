import path from 'node:path';
import {isGeneratedPage, isMinified, readContent} from './content.ts';
import {isNamedMinified} from './left-out.ts';
import type {Tree} from './walk.ts';

/** What became of a code file: analysed, told as left out, or (a generated page) passed over. */
export type Fate = {kind: 'analysed'} | {kind: 'refused'; reason: string} | {kind: 'generated'};

/** The code files of a tree after a look at their content. */
export interface CodeFiles {
	files: string[];
	unanalysed: {file: string; reason: string}[];
	fates: Map<string, Fate>;
	/** What was read on the way, until somebody asks for it: the parser asks for each file once, and nobody should keep all of them. */
	texts: Map<string, string>;
}

/** Reads each code file once, except those whose fate is known. */
export function readCodeFiles(tree: Tree, maxBytes: number, known: ReadonlyMap<string, Fate> = new Map()): CodeFiles {
	const texts = new Map<string, string>();
	const fates = new Map<string, Fate>();
	for (const [file, kind] of tree.kinds) if (kind === 'code') fates.set(file, known.get(file) ?? fateOf(tree, file, maxBytes, texts));
	const refused = [...fates].flatMap(([file, fate]) => (fate.kind === 'refused' ? [{file, reason: fate.reason}] : []));
	return {
		files: [...fates].flatMap(([file, {kind}]) => (kind === 'analysed' ? [file] : [])).toSorted(),
		unanalysed: [...tree.unreadable, ...refused].toSorted((a, b) => (a.file < b.file ? -1 : 1)),
		fates,
		texts,
	};
}

function fateOf(tree: Tree, file: string, maxBytes: number, texts: Map<string, string>): Fate {
	if (isNamedMinified(file)) return {kind: 'refused', reason: 'minified'};
	const content = readContent(path.join(tree.root, file), maxBytes);
	if (content.kind === 'refused') return content;
	if (/\.[cm]?[jt]sx?$/i.test(file) && isMinified(content.text)) return {kind: 'refused', reason: 'minified'};
	if (isGeneratedPage(file, content.text)) return {kind: 'generated'};
	texts.set(file, content.text);
	return {kind: 'analysed'};
}
