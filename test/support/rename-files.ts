import path from 'node:path';
import {applyEdits, childrenOf, parseFile} from './rename-names.ts';
import type {Edit, Node} from './rename-names.ts';

export interface RenameFiles {
	texts: ReadonlyMap<string, string>;
	/** Files that may be called anything. */
	free: readonly string[];
	/** The file an import leads to, null where it leads to none of the project. */
	resolve: (from: string, specifier: string) => string | null;
}

/**
 * Files and folders called anything else, and imports that follow them. What a text of the project mentions by name keeps it, and so do folders that hold such a
 * file. Answers the new texts, and what every renamed file is called now.
 */
export function renameFiles({texts, free, resolve}: RenameFiles): {texts: Map<string, string>; names: Map<string, string>} {
	const programs = new Map([...texts].map(([file, text]) => [file, parseFile(file, text)]));
	const foreign = [...texts].filter(([file]) => programs.get(file) === null).map(([, text]) => text);
	const isFree = (file: string): boolean => programs.get(file) !== null && !foreign.some((text) => text.includes(stemOf(file)));
	const names = newNames(
		free.filter((file) => isFree(file)),
		[...texts.keys()],
	);
	const result = new Map<string, string>();
	for (const [file, text] of texts) {
		const program = programs.get(file) ?? null;
		const edits = program === null ? [] : editsOf(program, text, {file, names, resolve});
		result.set(names.get(file) ?? file, applyEdits(text, edits));
	}
	return {texts: result, names};
}

const stemOf = (file: string): string => path.posix.basename(file).replace(/\.[cm]?[jt]sx?$/, '');

/** What a file of another name would be to tools: `x.d.ts`, `x.config.js`, `x.test.ts`. */
function newNames(files: readonly string[], all: readonly string[]): Map<string, string> {
	const kept = new Set(all.filter((file) => !files.includes(file)).flatMap((file) => foldersOf(file)));
	const folders = new Map<string, string>();
	const folderOf = (folder: string): string => {
		if (folder === '.') return '';
		const parent = path.posix.dirname(folder);
		const name = kept.has(folder) ? path.posix.basename(folder) : `place${folders.size}`;
		if (!folders.has(folder)) folders.set(folder, path.posix.join(folderOf(parent), name));
		return folders.get(folder) ?? folder;
	};
	return new Map(
		files.map((file, index) => [file, path.posix.join(folderOf(path.posix.dirname(file)), `piece${index}${path.posix.extname(file)}`)]),
	);
}

function foldersOf(file: string): string[] {
	const folder = path.posix.dirname(file);
	return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

function editsOf(
	program: Node,
	text: string,
	{file, names, resolve}: {file: string; names: Map<string, string>; resolve: RenameFiles['resolve']},
): Edit[] {
	const here = names.get(file) ?? file;
	return [...specifiersIn(program)].flatMap((node) => {
		const specifier = String(node['value']);
		const target = resolve(file, specifier);
		if (target === null || (!names.has(target) && !(specifier.startsWith('.') && here !== file))) return [];
		const relative = path.posix.relative(path.posix.dirname(here), names.get(target) ?? target);
		const quote = text[node.start] ?? `'`;
		return [{start: node.start, end: node.end, text: `${quote}${relative.startsWith('.') ? relative : `./${relative}`}${quote}`}];
	});
}

/** Literals that name a module. */
function* specifiersIn(node: Node): Generator<Node> {
	for (const [key, child] of childrenOf(node)) {
		const isText = child.type === 'Literal' && typeof child['value'] === 'string';
		const isRequire = node.type === 'CallExpression' && key === 'arguments' && (node['callee'] as Node)['name'] === 'require';
		if (isText && (key === 'source' || isRequire || node.type === 'TSExternalModuleReference')) yield child;
		yield* specifiersIn(child);
	}
}
