import {mkdirSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {analyse} from '../../../source/agents/api-paths/analyse.ts';
import type {ApiPathsReport} from '../../../source/agents/api-paths/report.ts';
import {projectFolder, writeFiles} from '../../support/project-folder.ts';
import {temporaryFolder} from '../../support/temporary-folder.ts';

const server = `import express from 'express';\nconst app = express();\napp.get('/api/users/:id', (req, res) => res.json(1));\napp.listen(1);\n`;
const client = `export const one = (id) => fetch(\`/api/users/\${id}\`);\n`;

/** A project with one route and one call that meets it, and these files. */
function projectWith(files: Record<string, string>): string {
	return projectFolder({'package.json': '{"dependencies": {"express": "^5.0.0"}}', 'server.js': server, 'client.js': client, ...files});
}

const report = (root: string): Promise<ApiPathsReport> => analyse({root, cache: false});
const verdicts = ({calls}: ApiPathsReport): string[] => calls.map((call) => `${call.method} ${call.file} ${call.verdict}`);
const sound = ['GET client.js matched'];

test('a folder with nothing in it has a report with nothing in it', async () => {
	const {routes, calls, findings, unanalysed} = await report(temporaryFolder());
	expect({routes, calls, findings, unanalysed}).toEqual({routes: [], calls: [], findings: [], unanalysed: []});
});

test('a link out of the root is not followed, however it is reached', async () => {
	const secret = projectFolder({'secret.js': `export const path = '/stolen';\nfetch('/secret');\n`});
	const root = projectWith({
		'user.js': `import {path} from './away/secret.js';\nimport {path as again} from './secret.js';\nfetch(path); fetch(again);\n`,
	});
	symlinkSync(secret, path.join(root, 'away'));
	symlinkSync(path.join(secret, 'secret.js'), path.join(root, 'secret.js'));
	const found = await report(root);
	expect(JSON.stringify(found)).not.toMatch(/stolen|\/secret"/);
	expect(verdicts(found)).toEqual(expect.arrayContaining(sound));
});

test('a link to the folder it lies in makes no circle', async () => {
	const root = projectWith({});
	mkdirSync(path.join(root, 'below'));
	symlinkSync(root, path.join(root, 'below', 'above'));
	expect(verdicts(await report(root))).toEqual(sound);
});

test('wrappers in three modules that import each other in a circle are followed, and end', async () => {
	const link = (next: string): string =>
		`import {go as next} from './${next}.js';\nexport const go = (url, n) => (n > 0 ? next(url, n - 1) : fetch(url));\n`;
	const root = projectWith({
		'a.js': link('b'),
		'b.js': link('c'),
		'c.js': link('a'),
		'start.js': `import {go} from './a.js';\nexport const start = (n) => go('/api/nowhere', n);\n`,
	});
	expect(verdicts(await report(root))).toEqual([...sound, 'GET start.js missing']);
});

test('a function that wraps itself in itself ends', async () => {
	const root = projectWith({
		'again.js': `export const wrap = (f) => wrap((x) => wrap(f)(x + x));\nwrap(wrap)(fetch);\nconst grow = (url) => grow(url + '/x' + url);\ngrow('/api');\n`,
	});
	expect(verdicts(await report(root))).toEqual(sound);
});

test('prototypes that inherit from each other end', async () => {
	const root = projectWith({
		'circle.js': `import {inherits} from 'node:util';
const one = {}, other = {};
Object.setPrototypeOf(one, other); Object.setPrototypeOf(other, one);
function Base() {} function Heir() {}
inherits(Heir, Base); inherits(Base, Heir);
fetch('/api/users/' + one.id + new Heir().id);
`,
	});
	expect(verdicts(await report(root))).toEqual(expect.arrayContaining(sound));
});

test('a file over 10 MB is left out, and told', async () => {
	const root = projectWith({'big.js': `fetch('/api/nowhere');\n${`// ${'x'.repeat(1000)}\n`.repeat(10_600)}`});
	const found = await report(root);
	expect(verdicts(found)).toEqual(sound);
	expect(found.unanalysed).toEqual([{file: 'big.js', reason: expect.stringMatching(/10 MB/)}]);
});

test('a minified bundle is left out, and told, also under a plain name', async () => {
	const line = `!function(e,t){e.exports=t("/api/nowhere");fetch("/api/nowhere");${'var a=function(b,c){return b+c};a(1,2);'.repeat(2000)}}(module,require);`;
	const found = await report(projectWith({'bundle.js': line, 'other.min.js': 'fetch("/api/nowhere")'}));
	expect(verdicts(found)).toEqual(sound);
	expect(found.unanalysed).toEqual([
		{file: 'bundle.js', reason: 'minified'},
		{file: 'other.min.js', reason: 'minified'},
	]);
});

test('syntax that cannot be read in the middle of a file leaves what stands around it, and is told', async () => {
	const found = await report(
		projectWith({
			'torn.js': `export const a = () => fetch('/api/before');\n\nconst = = {{ ;\n\nexport const b = () => fetch('/api/after');\n`,
		}),
	);
	expect(verdicts(found)).toEqual(expect.arrayContaining([...sound, 'GET torn.js missing']));
	expect(found.unanalysed).toEqual([{file: 'torn.js', reason: expect.stringMatching(/line 3|3:/)}]);
});

test.each([
	['an address of 10,000 parts', `fetch('/api/'${` + 'x'`.repeat(10_000)});`],
	['an address of 10,000 unknown parts', `export const f = (x) => fetch('/api/' + x${` + x`.repeat(10_000)});`],
	['10,000 alternatives', `let u = '/api'; ${'if (Math.random()) u = u + "/x"; '.repeat(10_000)} fetch(u);`],
	['a chain of 10,000 calls', `start()${'.then(() => fetch("/api/x"))'.repeat(10_000)};`],
])('%s does not stop the analysis', async (_, text) => {
	const found = await report(projectWith({'long.js': `${text.replaceAll(/(.{80,100}[;+.])(?!then)/g, '$1\n')}\n`}));
	expect(verdicts(found)).toEqual(expect.arrayContaining(sound));
});

test.each([
	['parentheses', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
	['functions', `${'() => '.repeat(20_000)}1`],
	['lists', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
	['blocks', `${'{'.repeat(20_000)}${'}'.repeat(20_000)}`],
	['calls', `${'f('.repeat(20_000)}${')'.repeat(20_000)}`],
	['conditions', `x = ${'a ? b : '.repeat(20_000)}c`],
	['assignments', `${'a = '.repeat(20_000)}1`],
	['comparisons', `x = ${'a && '.repeat(20_000)}b`],
	['properties', `x = a${'.b'.repeat(20_000)}`],
	['constructors', `x = ${'new '.repeat(20_000)}X`],
	['types', `let x: ${'A<'.repeat(20_000)}1${'>'.repeat(20_000)}`],
])('%s nested 20,000 deep are told, and do not stop the analysis', async (_, text) => {
	const found = await report(projectWith({'deep.js': `${text.replaceAll(/.{90,99}(?=[ ([{})\].<>])/g, '$&\n')}\n`}));
	expect(verdicts(found)).toEqual(sound);
	expect(found.unanalysed).toEqual([{file: 'deep.js', reason: expect.stringMatching(/deep/)}]);
});

test('what is no text is told or left alone', async () => {
	const root = projectWith({'zeros.js': '\0'.repeat(5000), 'broken.json': '{', 'tsconfig.json': '{"extends": "./tsconfig.json"}'});
	writeFiles(root, {'nested/package.json': '[1, 2', 'nested/x.ts': 'export const x = 1;'});
	const found = await report(root);
	expect(verdicts(found)).toEqual(sound);
	expect(found.unanalysed).toEqual([{file: 'zeros.js', reason: expect.any(String)}]);
});
