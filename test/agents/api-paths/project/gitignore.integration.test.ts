import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {isIgnored, parseIgnoreFile} from '../../../../source/agents/api-paths/project/gitignore.ts';
import {temporaryFolder} from '../../../support/temporary-folder.ts';

const files = ['a', 'b.js', 'x/a', 'x/b.js', 'x/y/a', 'x/y/b.js', 'x/y/z/a.js', 'y/a', 'y/x/b.ts', '.env', 'a-b/c', '#x', '!x', 'lib/a'];

/** What git leaves in, and what we would: parents first, as the walk does it. */
function keptByUs(rules: string, inner: string): string[] {
	const levels = [parseIgnoreFile(rules, ''), parseIgnoreFile(inner, 'x/')];
	const isOut = (file: string, isFolder: boolean) =>
		isIgnored(file, path.posix.basename(file), isFolder, file.startsWith('x/') ? levels : levels.slice(0, 1));
	return files.filter((file) => {
		const parents = file.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
		return !parents.some((parent, index) => isOut(parent, index < parents.length - 1));
	});
}

function keptByGit(root: string, rules: string, inner: string): string[] {
	writeFileSync(path.join(root, '.gitignore'), rules);
	writeFileSync(path.join(root, 'x/.gitignore'), inner);
	const output = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], {cwd: root, encoding: 'utf8'});
	const kept = new Set(output.split('\0'));
	return files.filter((file) => kept.has(file));
}

function repository(): string {
	const root = temporaryFolder();
	execFileSync('git', ['init', '-q', '-b', 'main'], {cwd: root});
	for (const file of files) {
		mkdirSync(path.dirname(path.join(root, file)), {recursive: true});
		writeFileSync(path.join(root, file), '');
	}
	return root;
}

test('agrees with git about every form of a pattern', () => {
	const root = repository();
	const lines = `
		a|/a|a/|x/|/x/y|x/y/|*.js|/*.js|**/a|x/**|x/**/a|**/y/**|*|?|[ab]|[!a].js|[^a]*|[a-b]|!a|*;!*/;!a|x/*;!x/y
		|\\#x|\\!x|#x|!x|a |a\\ |.env|.*|**|/**|x/y/**/|a-?/|*.{js,ts}|[|b.js;!/b.js
	`;
	const patterns = lines
		.replaceAll(/\n\t+/g, '')
		.split('|')
		.map((line) => line.replaceAll(';', '\n'));
	for (const pattern of patterns) expect({pattern, kept: keptByUs(pattern, '')}).toEqual({pattern, kept: keptByGit(root, pattern, '')});
});

test('agrees with git about any rules in two folders', () => {
	const root = repository();
	const piece = fc.constantFrom('a', 'x', 'y', 'z', 'b.js', '*', '**', '?', '*.js', '[ab]', 'lib');
	const pattern = fc
		.tuple(fc.constantFrom('', '', '!'), fc.constantFrom('', '/'), fc.array(piece, {minLength: 1, maxLength: 3}), fc.constantFrom('', '/'))
		.map(([negation, start, pieces, end]) => `${negation}${start}${pieces.join('/')}${end}`);
	const rules = fc.array(pattern, {maxLength: 4}).map((lines) => lines.join('\n'));
	fc.assert(
		fc.property(rules, rules, (outer, inner) => {
			expect(keptByUs(outer, inner)).toEqual(keptByGit(root, outer, inner));
		}),
		{numRuns: 60},
	);
});
