import {createServer} from 'node:http';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {HealthReport} from '../../source/protocol/report.ts';
import {startRegistered, type RegisteredService} from '../support/registered-service.ts';
import {runProgram} from '../support/run-program.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'esa-health-commands-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
	runProgram(args, {cwd: folder, env: {XDG_CONFIG_HOME: folder, XDG_STATE_HOME: path.join(folder, 'state'), ...env}});

test('--version and --help print and exit 0', async () => {
	expect(await run(['--version'])).toEqual({code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: ''});
	const help = await run(['--help']);
	expect(help).toMatchObject({code: 0, stderr: ''});
	expect(help.stdout.indexOf('Examples')).toBeLessThan(help.stdout.indexOf('Commands'));
});

test.each([
	[['--ulr', 'x'], 64, 'Unknown flag --ulr. Did you mean --url?'],
	[['--once', '--url', 'ftp://x'], 64, 'ftp'],
	[['run'], 64, 'run takes one agent'],
	[['run', 'endpoints'], 64, 'run needs a service'],
	[['run', 'endpoints', '--url', 'http://127.0.0.1:9', '--read-only'], 64, '--read-only forbids'],
	[['serve', '--listen', 'nowhere'], 64, '--listen takes HOST:PORT'],
	[['serve', '--listen', '0.0.0.0:0'], 64, 'token'],
	[['serve', '--project', '/does/not/exist'], 1, 'cannot be read (ENOENT)'],
	[['--once', '--project', '/does/not/exist'], 3, 'cannot be read (ENOENT)'],
])('%j exits with %i and one sentence', async (args, code, sentence) => {
	const ended = await run(args);
	expect(ended).toMatchObject({code, stdout: ''});
	expect(ended.stderr).toContain(sentence);
	expect(ended.stderr.trim().split('\n')).toHaveLength(1);
});

test('a taken port is named, and nothing is left running', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const {port} = server.address() as AddressInfo;
	const ended = await run(['serve', '--listen', `127.0.0.1:${port}`]);
	server.close();
	expect(ended).toMatchObject({code: 1, stdout: ''});
	expect(ended.stderr).toContain(String(port));
});

test.each([
	'not a database at all, and longer than a header of one hundred bytes, so that SQLite reads it and refuses to take it for its own kind',
])('a corrupt store is refused and left as it is', async (content) => {
	const store = path.join(folder, 'corrupt.db');
	writeFileSync(store, content);
	const ended = await run(['serve', '--store', store, '--listen', '127.0.0.1:0']);
	expect(ended).toMatchObject({code: 1, stdout: ''});
	expect(ended.stderr.trim().split('\n')).toHaveLength(1);
	const {readFileSync} = await import('node:fs');
	expect(readFileSync(store, 'utf8')).toBe(content);
});

test('a typo in the config file is refused with the name that was meant', async () => {
	const config = path.join(folder, 'typo.json');
	writeFileSync(config, '{"intervall": 5}');
	expect(await run(['--once', '--config', config])).toMatchObject({code: 64, stderr: expect.stringContaining('Did you mean "interval"?')});
});

test('a token file that others can read is refused', async () => {
	const file = path.join(folder, 'token');
	writeFileSync(file, 'canary-token');
	chmodSync(file, 0o644);
	const ended = await run(['--once', '--url', 'http://127.0.0.1:9', '--token-file', file]);
	expect(ended).toMatchObject({code: 64, stderr: expect.stringContaining('chmod 600')});
	expect(ended.stderr + ended.stdout).not.toContain('canary');
});

test('without a URL the project here is watched: every category is unknown and says how to attach a service', async () => {
	const ended = await run(['--once', '--format', 'json']);
	expect(ended).toMatchObject({code: 3, stderr: ''});
	const {target, ...report} = JSON.parse(ended.stdout) as Record<string, unknown> & {target: unknown};
	const {overall, categories} = HealthReport.parse(report);
	expect(target).toMatchObject({format: 'esa', link: 'fresh', detail: null});
	expect(overall).toMatchObject({score: null, status: 'unknown'});
	for (const id of ['api', 'database', 'performance', 'websocket', 'cache']) {
		expect(categories.find((category) => category.id === id)).toMatchObject({
			score: null,
			status: 'unknown',
			reason: expect.stringContaining('--import esa-health/register'),
		});
	}
});

test('a service that is not there is unknown with code 3, in JSON too', async () => {
	const text = await run(['--once', '--url', 'http://127.0.0.1:9']);
	expect(text).toMatchObject({code: 3});
	expect(text.stdout).toContain('unreachable');
	const json = await run(['--once', '--format', 'json', '--url', 'http://127.0.0.1:9']);
	expect(JSON.parse(json.stdout)).toMatchObject({
		overall: {score: null, status: 'unknown'},
		target: {link: 'unreachable', url: expect.stringContaining('127.0.0.1:9')},
	});
	expect(json.code).toBe(3);
	expect(await run(['run', 'endpoints', '--url', 'http://127.0.0.1:9'])).toMatchObject({code: 3, stdout: ''});
});

describe('with a service under --import esa-health/register', () => {
	let service: RegisteredService;
	beforeAll(async () => {
		service = await startRegistered();
		for (let index = 0; index < 40; index++) await (await fetch(`${service.url}/api/items`)).text();
	});
	afterAll(() => service[Symbol.asyncDispose]());

	test('says one line and changes nothing of what the service prints', () => {
		expect(service.stderr()).toMatch(/^esa-health: measuring small; watch it with esa-health --url http:\/\/127\.0\.0\.1:\d+\n$/);
	});

	test('--once tells its health from real requests, in text and JSON, without a terminal', async () => {
		await expect
			.poll(async () => JSON.parse((await run(['--once', '--format', 'json', '--url', service.wire])).stdout).categories[0].score, {
				timeout: 15_000,
				interval: 500,
			})
			.toBeGreaterThan(90);
		const {stdout} = await run(['--url', service.wire]);
		expect(stdout).toContain('small');
		expect(stdout).toMatch(/API +\d+ +excellent/);
	});

	test('run follows an agent to its end and prints what it examined', async () => {
		const ended = await run(['run', 'endpoints', '--url', service.wire, '--format', 'json']);
		expect(JSON.parse(ended.stdout)).toMatchObject({agent: 'endpoints', state: 'completed', examined: {count: 1}});
		expect(ended.code).toBe(0);
	});

	test('run of an agent that does not exist names those that do', async () => {
		const ended = await run(['run', 'endpointz', '--url', service.wire]);
		expect(ended).toMatchObject({code: 2, stdout: ''});
		expect(ended.stderr).toBe(
			'esa-health: There is no agent "endpointz"; there are api-paths, queries, endpoints. Did you mean endpoints?\n',
		);
	});
});

test('--version, --once, run and serve never load ink or react', async () => {
	const loads = path.join(folder, 'loads.mjs');
	writeFileSync(
		loads,
		`import {registerHooks} from 'node:module';
		registerHooks({load(url, context, next) {
			const loaded = next(url, context);
			if (/react-reconciler|react\\.transitional\\.element/.test(String(loaded.source ?? '').slice(0, 5_000_000))) process.stderr.write('LOADED ' + url + '\\n');
			return loaded;
		}});`,
	);
	const env = {NODE_OPTIONS: `--import ${loads}`};
	expect((await run(['--version'], env)).stderr).toBe('');
	expect((await run(['--once', '--url', 'http://127.0.0.1:9'], env)).stderr).toBe('');
});
