import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {apiPathsAgent} from '../../../source/agents/api-paths/agent.ts';
import {startAnalysisApart} from '../../../source/agents/api-paths/analyse-apart.ts';
import {walkTree} from '../../../source/agents/api-paths/project/walk.ts';
import {ApiPathsOptions} from '../../../source/agents/api-paths/options.ts';
import type {AgentContext, ServiceView} from '../../../source/agents/define-agent.ts';
import type {Progress} from '../../../source/protocol/jobs.ts';
import {memoryStore} from '../../../source/store/memory-store.ts';

let root = '';
beforeEach(() => {
	root = mkdtempSync(path.join(tmpdir(), 'esa-health-paths-'));
	write('server.js', `const app = require('express')();\napp.get('/api/books', (req, res) => res.json([]));\napp.listen(3000);\n`);
	write('page.js', `fetch('/api/books');\nfetch('/api/authors');\n`);
});
afterEach(() => {
	rmSync(root, {recursive: true, force: true});
});

const write = (file: string, text: string): void => writeFileSync(path.join(root, file), text);

function contextOf(more: Partial<AgentContext<ApiPathsOptions>> = {}): AgentContext<ApiPathsOptions> & {seen: Progress[]} {
	const seen: Progress[] = [];
	const service: ServiceView = {origin: () => undefined, routes: () => [], project: root};
	return {
		options: ApiPathsOptions.parse({}),
		store: memoryStore(),
		clock: {now: () => 1000, monotonic: () => 1000},
		signal: new AbortController().signal,
		progress: (progress) => void seen.push(progress),
		service,
		seen,
		...more,
	};
}

test('finds the call that no route answers, says what it examined and how far it is', async () => {
	const context = contextOf();
	const {findings, examined, summary} = await apiPathsAgent.run(context);
	expect(findings.map(({rule, file, line}) => [rule, file, line])).toEqual([['missing', 'page.js', 2]]);
	expect(findings[0]).toMatchObject({agent: 'api-paths', category: 'api', severity: 'warning'});
	expect(examined).toEqual({count: 2, what: 'calls'});
	expect(summary).toBe('2 calls and 1 route in 2 files: 1 matched, 1 missing');
	expect(context.seen.at(-1)).toMatchObject({total: 2});
});

test('counts what became of the calls, for the trends', async () => {
	const context = contextOf();
	await apiPathsAgent.run(context);
	const last = (series: string): number => context.store.window(series, 0, 2000).sum;
	expect(['matched', 'missing', 'undecided'].map((name) => last(`signal.api-paths.${name}`))).toEqual([1, 1, 0]);
});

test('a project without calls has nothing examined and no counts, which is not the same as no findings', async () => {
	write('page.js', 'document.title = "books";\n');
	const context = contextOf();
	expect(await apiPathsAgent.run(context)).toMatchObject({examined: {count: 0, what: 'calls'}, findings: []});
	expect(context.store.series('signal.')).toEqual([]);
});

test('calls that could not be compared are not examined, and a hidden route is a finding even without calls', async () => {
	write('page.js', `fetch('https://elsewhere.example/books');\nexport const load = (address) => fetch(address());\n`);
	expect(await apiPathsAgent.run(contextOf())).toMatchObject({examined: {count: 0, what: 'calls'}, findings: []});
	write('page.js', '');
	const hiding = `app.get('/api/books/:id', (req, res) => res.json({}));\napp.get('/api/books/new', (req, res) => res.json({}));\n`;
	write('server.js', `const app = require('express')();\n${hiding}app.listen(3000);\n`);
	const {examined, findings} = await apiPathsAgent.run(contextOf());
	expect(findings.map(({rule, line}) => [rule, line])).toEqual([['shadowed-route', 3]]);
	expect(examined).toEqual({count: 2, what: 'routes'});
});

test('ends at once when it is cancelled', async () => {
	const cancel = new AbortController();
	const run = apiPathsAgent.run(contextOf({signal: cancel.signal}));
	cancel.abort(new Error('no longer wanted'));
	await expect(run).rejects.toThrow('no longer wanted');
});

test('says which folder cannot be read, and that a folder is needed', async () => {
	const service = {origin: () => undefined, routes: () => [], project: path.join(root, 'gone')};
	await expect(apiPathsAgent.run(contextOf({service}))).rejects.toThrow(/gone cannot be read \(ENOENT\)/);
	const nowhere = {origin: () => undefined, routes: () => []};
	await expect(apiPathsAgent.run(contextOf({service: nowhere}))).rejects.toThrow(/No folder of the project is known/);
});

test('a whole disk is no project', async () => {
	const service = {origin: () => undefined, routes: () => [], project: path.parse(root).root};
	expect(await apiPathsAgent.run(contextOf({service}))).toMatchObject({
		examined: {count: 0},
		findings: [],
		summary: expect.stringMatching(/^nothing read/),
	});
	for (const name of ['a', 'b', 'c']) mkdirSync(path.join(root, name));
	expect(() => walkTree(root, [], 3)).toThrow(/more than 3 folders/);
	expect(walkTree(root, [], 4).folders.size).toBe(4);
});

test('an analysis that is kept looks again at what changed, and ends when it is closed', async () => {
	const running = await startAnalysisApart({root});
	try {
		expect(running.report.summary).toMatchObject({matched: 1, missing: 1});
		write('page.js', `fetch('/api/books');\nfetch('/api/books', {method: 'PUT'});\n`);
		expect((await running.update(['page.js'])).summary).toMatchObject({matched: 1, missing: 0, methodMismatch: 1});
		write('other.js', `fetch('/api/books');\n`);
		expect((await running.update(null)).summary).toMatchObject({matched: 2, methodMismatch: 1});
	} finally {
		await running.close();
	}
	await expect(running.update(null)).rejects.toThrow(/broke off|ended|closed/);
});
