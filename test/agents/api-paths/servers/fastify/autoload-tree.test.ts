import {expect, test} from 'vitest';
import {findPlugins} from '../../../../../source/agents/api-paths/servers/fastify/autoload-tree.ts';
import type {AutoloadRules} from '../../../../../source/agents/api-paths/servers/fastify/autoload-tree.ts';

const rules: AutoloadRules = {
	folder: 'src/routes',
	nameOfFolder: (_, name) => name,
	isScript: (name) => /\.[jt]s$/u.test(name),
	isIndex: (name) => /^index\.[jt]s$/u.test(name),
	isHook: (name) => /^autohooks\.[jt]s$/u.test(name),
	hasHooks: false,
	isIgnored: () => false,
	isFiltered: () => false,
	deepest: Infinity,
};

const loaded = (files: string[], changes: Partial<AutoloadRules> = {}): string[] =>
	findPlugins(files, {...rules, ...changes}).map(({file, prefix, isHook}) => `${isHook ? 'hook ' : ''}${file} at '${prefix}'`);

test('folders are prefixes, in each other too', () => {
	expect(loaded(['src/routes/root.ts', 'src/routes/a/b/c.ts', 'src/other.ts'])).toEqual([
		"src/routes/root.ts at ''",
		"src/routes/a/b/c.ts at '/a/b'",
	]);
});

test('an index file hides the other files of its folder, not the folders', () => {
	expect(loaded(['src/routes/a/index.ts', 'src/routes/a/other.ts', 'src/routes/a/b/c.ts'])).toEqual([
		"src/routes/a/index.ts at '/a'",
		"src/routes/a/b/c.ts at '/a/b'",
	]);
});

test('a folder without a prefix of its own leaves an empty segment, which autoload takes out', () => {
	expect(loaded(['src/routes/a/b/c.ts'], {nameOfFolder: (_, name) => (name === 'a' ? null : name)})).toEqual([
		"src/routes/a/b/c.ts at '//b'",
	]);
});

test('hooks are never plugins, and are loaded only where that is asked for', () => {
	const files = ['src/routes/autohooks.ts', 'src/routes/a.ts'];
	expect(loaded(files)).toEqual(["src/routes/a.ts at ''"]);
	expect(loaded(files, {hasHooks: true})).toEqual(["hook src/routes/autohooks.ts at ''", "src/routes/a.ts at ''"]);
});

test('ignored entries, filtered files and folders too deep are passed over', () => {
	const files = ['src/routes/a.ts', 'src/routes/drafts/b.ts', 'src/routes/c/d/e.ts'];
	expect(loaded(files, {isIgnored: (path) => path === 'drafts'})).toEqual(["src/routes/a.ts at ''", "src/routes/c/d/e.ts at '/c/d'"]);
	expect(loaded(files, {isFiltered: (path) => path === '/a.ts', deepest: 1})).toEqual(["src/routes/drafts/b.ts at '/drafts'"]);
});

test('the root of the project is a folder like others', () => {
	expect(loaded(['a.ts', 'b/c.ts'], {folder: ''})).toEqual(["a.ts at ''", "b/c.ts at '/b'"]);
});
