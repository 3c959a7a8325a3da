import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {expect, onTestFinished, test} from 'vitest';
import {ApiPathsReport} from '../../source/agents/api-paths/report.ts';
import {projectFolder, writeFiles} from '../support/project-folder.ts';
import {cleanEnv, runProgram, type Ended} from '../support/run-program.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';

/** The program from its sources: these tests need no build. */
const program = new URL('../../source/bin.ts', import.meta.url).pathname;
const home = new URL('../..', import.meta.url).pathname;

const server = `import express from 'express';
const app = express();
app.get('/api/users', (request, response) => response.json([]));
app.put('/api/users/:id', (request, response) => response.json({}));
app.listen(3000);
`;

function shop(client: string, more: Record<string, string> = {}): string {
	return projectFolder({'package.json': '{"dependencies": {"express": "^5.0.0"}}', 'server.js': server, 'client/api.js': client, ...more});
}

const right = "export const users = () => fetch('/api/users');\n";
const wrong = "export const users = () => fetch('/api/users');\nexport const gone = () => fetch('/api/nothing/here');\n";

async function run(args: readonly string[], options: {cwd?: string; env?: NodeJS.ProcessEnv} = {}): Promise<Ended> {
	const {cwd = home, env = {}} = options;
	return runProgram(['api-paths', ...args], {
		program,
		cwd,
		env: {XDG_CACHE_HOME: temporaryFolder(), XDG_CONFIG_HOME: temporaryFolder(), ...env},
	});
}

async function reportOf(args: readonly string[]): Promise<{code: number | null; report: ApiPathsReport}> {
	const {code, stdout, stderr} = await run([...args, '--format', 'json']);
	expect(stderr).toBe('');
	return {code, report: ApiPathsReport.parse(JSON.parse(stdout))};
}

test('a project whose calls all have a route is clean and exits 0', async () => {
	const {code, report} = await reportOf([shop(right)]);
	expect(report.findings).toEqual([]);
	expect(report.summary).toMatchObject({routes: 2, calls: 1, matched: 1, missing: 0});
	expect(code).toBe(0);
});

test('a call without a route is found in its file and line, and exits 1', async () => {
	const {code, report} = await reportOf([shop(wrong)]);
	expect(report.findings).toMatchObject([{rule: 'missing', file: 'client/api.js', line: 2}]);
	expect(code).toBe(1);
});

test('without a folder it is the one here, and text says where and why', async () => {
	const {code, stdout, stderr} = await run([], {cwd: shop(wrong)});
	expect(stdout).toContain('client/api.js:2  No route answers GET /api/nothing/here');
	expect(stdout).toContain("2 │ export const gone = () => fetch('/api/nothing/here');");
	expect(stdout).toContain('Gate not passed');
	expect(stdout).not.toContain('\u001b');
	expect({code, stderr}).toEqual({code: 1, stderr: ''});
});

test('colours come with FORCE_COLOR and never with NO_COLOR', async () => {
	const root = shop(wrong);
	expect((await run([root], {env: {FORCE_COLOR: '1'}})).stdout).toContain('\u001b[');
	expect((await run([root], {env: {NO_COLOR: '1', TERM: 'xterm-256color'}})).stdout).not.toContain('\u001b');
});

test.each([
	['/does/not/exist', 'cannot be read (ENOENT)'],
	[new URL(import.meta.url).pathname, 'is no folder'],
])('%s could not be analysed: exit 2 and one sentence', async (root, sentence) => {
	const ended = await run([root]);
	expect(ended).toMatchObject({code: 2, stdout: ''});
	expect(ended.stderr).toContain(sentence);
	expect(ended.stderr.trim().split('\n')).toHaveLength(1);
});

test.each([
	[{'notes.txt': ''}, 'There is no JavaScript or TypeScript to analyse'],
	[{'bundle.min.js': 'x'}, '1 could not be analysed: bundle.min.js (minified)'],
	[{'add.ts': 'export const add = (a: number, b: number) => a + b;'}, '1 files have neither routes nor calls'],
])('nothing to analyse is no health: exit 2', async (files, sentence) => {
	const ended = await run([projectFolder(files)]);
	expect(ended).toMatchObject({code: 2, stdout: '', stderr: expect.stringContaining(sentence)});
});

test('SARIF has the finding in its place', async () => {
	const {stdout} = await run([shop(wrong), '--format', 'sarif']);
	expect(JSON.parse(stdout)).toMatchObject({
		version: '2.1.0',
		runs: [{results: [{ruleId: 'missing', locations: [{physicalLocation: {region: {startLine: 2}}}]}]}],
	});
});

test('the config ignores with a reason, and a rule without one is refused', async () => {
	const config = (ignore: object) => ({'esa-health.config.json': JSON.stringify({agents: {'api-paths': {ignore: [ignore]}}})});
	const {code, report} = await reportOf([shop(wrong, config({path: '/api/nothing/**', reason: 'served by another team'}))]);
	expect(report).toMatchObject({
		findings: [],
		accepted: [{by: 'config', reason: 'served by another team'}],
		summary: {missing: 1, pass: true},
	});
	expect(code).toBe(0);
	const refused = await run([shop(wrong, config({path: '/api/**'}))]);
	expect(refused).toMatchObject({code: 64, stderr: expect.stringContaining('"agents.api-paths.ignore.0.reason"')});
});

test('a baseline is written with a reason, covers what it has, and fails when it is stale', async () => {
	const root = shop(wrong);
	const baseline = path.join(root, 'known.json');
	expect(await run([root, '--baseline', baseline, '--write-baseline', '--reason', 'is on its way'])).toMatchObject({code: 0, stdout: ''});
	expect(JSON.parse(readFileSync(baseline, 'utf8'))).toMatchObject({
		entries: [{rule: 'missing', path: '/api/nothing/here', reason: 'is on its way'}],
	});
	expect((await reportOf([root, '--baseline', baseline])).code).toBe(0);
	writeFiles(root, {'client/api.js': right});
	const ended = await run([root, '--baseline', baseline]);
	expect(ended).toMatchObject({code: 1, stdout: expect.stringContaining('applies to nothing any more. Remove it.')});
});

test('a baseline entry without a reason is refused', async () => {
	const root = shop(wrong, {'known.json': '{"version": 1, "entries": [{"rule": "missing", "file": "a.js", "date": "2026-01-31"}]}'});
	expect(await run([root, '--baseline', path.join(root, 'known.json')])).toMatchObject({
		code: 64,
		stderr: expect.stringContaining('There is no reason'),
	});
});

const swappedMethod = "export const save = (id) => fetch(`/api/users/${id}`, {method: 'POST'});\r\n";
const fixedMethod = swappedMethod.replace('POST', 'PUT');

test('--fix --yes writes what is certain, shows it, and keeps mode and line ends', async () => {
	const root = shop(swappedMethod);
	chmodSync(path.join(root, 'client/api.js'), 0o640);
	const {code, stdout} = await run([root, '--fix', '--yes']);
	expect(stdout).toContain("-export const save = (id) => fetch(`/api/users/${id}`, {method: 'POST'});");
	expect(readFileSync(path.join(root, 'client/api.js'), 'utf8')).toBe(fixedMethod);
	expect(statSync(path.join(root, 'client/api.js')).mode & 0o777).toBe(0o640);
	expect(code).toBe(0);
});

test('without a terminal and without --yes nothing is written', async () => {
	const root = shop(swappedMethod);
	expect(await run([root, '--fix'])).toMatchObject({code: 1, stderr: expect.stringContaining('--yes writes without asking')});
	expect(readFileSync(path.join(root, 'client/api.js'), 'utf8')).toBe(swappedMethod);
});

test('a file with uncommitted changes is left alone, unless forced', async () => {
	const root = shop(right);
	const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {cwd: root});
	git('init', '-q');
	git('add', '.');
	git('commit', '-qm', 'one');
	writeFiles(root, {'client/api.js': swappedMethod});
	expect(await run([root, '--fix', '--yes'])).toMatchObject({code: 1, stderr: expect.stringContaining('changes that are not committed')});
	expect(readFileSync(path.join(root, 'client/api.js'), 'utf8')).toBe(swappedMethod);
	expect((await run([root, '--fix', '--yes', '--force'])).code).toBe(0);
	git('commit', '-qam', 'two');
	writeFiles(root, {'client/other.js': swappedMethod});
	git('add', '.');
	git('commit', '-qm', 'three');
	expect((await run([root, '--fix', '--yes'])).code).toBe(0);
	expect(readFileSync(path.join(root, 'client/other.js'), 'utf8')).toBe(fixedMethod);
});

test('a fix with --format json leaves stdout to the report', async () => {
	const {stdout, stderr} = await run([shop(swappedMethod), '--fix', '--yes', '--format', 'json']);
	expect(ApiPathsReport.parse(JSON.parse(stdout)).findings).toEqual([]);
	expect(stderr).toContain('+++ b/client/api.js');
});

test('--watch prints one report a line after every change and leaves on Ctrl-C', async () => {
	const root = shop(right);
	const child = spawn(process.execPath, [program, 'api-paths', root, '--watch', '--format', 'json'], {
		env: cleanEnv(),
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
	const next = async () => ApiPathsReport.parse(JSON.parse(String((await lines.next()).value)));
	expect((await next()).findings).toEqual([]);
	writeFileSync(path.join(root, 'client/api.js'), wrong);
	expect((await next()).findings).toMatchObject([{rule: 'missing', line: 2}]);
	writeFiles(root, {
		'server.js': server.replace('app.listen', "app.get('/api/nothing/here', (_, response) => response.end());\napp.listen"),
	});
	expect((await next()).findings).toEqual([]);
	const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({code, signal})));
	child.kill('SIGINT');
	expect(await ended).toEqual({code: 0, signal: null});
});

test('--watch does not take its own output for a change', async () => {
	const root = shop(right);
	const out = path.join(root, 'report.json');
	const child = spawn('sh', ['-c', `exec "${process.execPath}" "${program}" api-paths "${root}" --watch --format json > "${out}"`], {
		env: cleanEnv(),
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	const lines = () => (existsSync(out) ? readFileSync(out, 'utf8').split('\n').length - 1 : 0);
	await expect.poll(lines, {timeout: 20_000}).toBe(1);
	writeFileSync(path.join(root, 'client/api.js'), wrong);
	await expect.poll(lines, {timeout: 20_000}).toBe(2);
	writeFileSync(path.join(root, 'client/api.js'), right);
	await expect.poll(lines, {timeout: 20_000}).toBe(3);
});

test('--watch in text says what changed', async () => {
	const root = shop(right);
	const child = spawn(process.execPath, [program, 'api-paths', root, '--watch'], {env: cleanEnv(), stdio: ['ignore', 'pipe', 'inherit']});
	onTestFinished(() => void child.kill('SIGKILL'));
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
	await expect.poll(() => text, {timeout: 20_000}).toContain('Gate ');
	writeFileSync(path.join(root, 'client/api.js'), wrong);
	await expect
		.poll(() => text, {timeout: 20_000})
		.toContain('client/api.js changed: 1 came, 0 went\n  + client/api.js:2  No route answers');
});

test('nothing outside of the folder is read, whatever the code in it names', async () => {
	const parent = projectFolder({
		'tsconfig.json': '{}',
		'package.json': '{"dependencies": {"express": "^4.0.0"}}',
		'node_modules/evil/package.json': '{"main": "index.js"}',
		'node_modules/evil/index.js': 'throw new Error();',
		'secret/key.js': "fetch('/secret');",
		'root/tsconfig.json': '{"extends": "../tsconfig.json"}',
		'root/server.js': server,
		'root/client/api.js': `import 'evil';\nimport '../../secret/key.js';\nimport './link/key.js';\n${right}`,
	});
	symlinkSync('../../secret', path.join(parent, 'root/client/link'));
	const folders = [path.join(parent, 'root'), home];
	const allowed = ['--permission', '--allow-addons', '--no-warnings', ...folders.map((folder) => `--allow-fs-read=${folder}`)];
	// Without the thread that the command takes for it: Node's permissions do not hold in threads.
	const script = `
		import {analyse} from ${JSON.stringify(new URL('../../source/agents/api-paths/analyse.ts', import.meta.url).href)};
		console.log(JSON.stringify(await analyse({root: ${JSON.stringify(folders[0])}, cache: false})));`;
	const {status, stdout, stderr} = spawnSync(process.execPath, [...allowed, '--input-type=module', '-e', script], {
		encoding: 'utf8',
		env: cleanEnv(),
	});
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
	expect(ApiPathsReport.parse(JSON.parse(stdout)).summary).toMatchObject({filesAnalysed: 2, calls: 1, matched: 1});
});

test('a reader that goes away ends it quietly', async () => {
	const root = shop(wrong);
	const command = `"${process.execPath}" "${program}" api-paths "${root}" --format json | head -c 10`;
	const child = spawn('sh', ['-c', command], {env: cleanEnv(), stdio: ['ignore', 'pipe', 'pipe']});
	let stderr = '';
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
	const code = await new Promise((resolve) => child.once('close', resolve));
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
});
