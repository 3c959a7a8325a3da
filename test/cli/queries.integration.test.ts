import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createWriteStream, writeFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {QueryReport} from '../../source/protocol/query-trace.ts';
import {line, loop} from '../agents/queries/input/analyse-text.ts';
import {cleanEnv, runProgram, type Ended} from '../support/run-program.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';

/** The program from its sources: these tests need no build. */
const program = new URL('../../source/bin.ts', import.meta.url).pathname;

async function run(args: readonly string[], options: {env?: NodeJS.ProcessEnv; input?: string; cwd?: string} = {}): Promise<Ended> {
	return runProgram(['queries', ...args], {
		program,
		cwd: temporaryFolder(),
		...options,
		env: {XDG_CONFIG_HOME: temporaryFolder(), ...options.env},
	});
}

function fileOf(content: string | Buffer, name = 'queries.log'): string {
	const file = path.join(temporaryFolder(), name);
	writeFileSync(file, content);
	return file;
}

const wasteful =
	line({sql: 'SELECT * FROM orders WHERE day = $1', params: ['canary4711']}) + loop(10, () => ({source: 'source/orders.ts:41 list'}));

test('a log with a loop ends with 1 and says where, how often and what to do', async () => {
	const {code, stdout, stderr} = await run([fileOf(wasteful)]);
	expect({code, stderr}).toEqual({code: 1, stderr: ''});
	expect(stdout).toContain('source/orders.ts:41 list\n    SELECT name FROM users WHERE id = ?\n  10 queries in 1 trace');
	expect(stdout).toMatch(/\n11 queries in 1 trace, 2 patterns; 1 finding, seen in 1 trace\n$/);
	expect(stdout).not.toContain('\u001b');
});

test('JSON is the report of its schema', async () => {
	const {code, stdout, stderr} = await run([fileOf(wasteful), '--format', 'json']);
	expect({code, stderr}).toEqual({code: 1, stderr: ''});
	expect(QueryReport.parse(JSON.parse(stdout))).toMatchObject({
		examined: {queries: 11, traces: 1, patterns: 2},
		findings: [{kind: 'n-plus-one', count: 10, source: 'source/orders.ts:41 list'}],
	});
	expect(stdout).not.toContain('canary4711');
});

test('a clean log ends with 0', async () => {
	expect(await run([fileOf(line({}))])).toEqual({code: 0, stdout: '✔ 1 query in 1 trace, 1 pattern; no findings\n', stderr: ''});
});

test('only the kinds of --fail-on end with 1', async () => {
	const file = fileOf(wasteful);
	expect((await run([file, '--fail-on', 'slow,write-loop'])).code).toBe(0);
	expect((await run([file, '--fail-on', 'slow, n-plus-one'])).code).toBe(1);
});

test('the config has the thresholds', async () => {
	const folder = temporaryFolder();
	writeFileSync(path.join(folder, 'esa-health.config.json'), JSON.stringify({agents: {queries: {minRepeats: 11}}}));
	expect((await run([fileOf(wasteful)], {cwd: folder})).code).toBe(0);
	writeFileSync(path.join(folder, 'esa-health.config.json'), JSON.stringify({agents: {queries: {minRepeats: 1}}}));
	expect(await run([fileOf(wasteful)], {cwd: folder})).toMatchObject({
		code: 64,
		stderr: expect.stringContaining('agents.queries.minRepeats'),
	});
});

test('standard input and gzip, also of several parts, are read whatever they are called', async () => {
	expect(await run(['-'], {input: wasteful})).toMatchObject({code: 1, stderr: ''});
	expect(await run([fileOf(gzipSync(wasteful), 'a.txt')])).toMatchObject({code: 1, stderr: ''});
	const parts = Buffer.concat([gzipSync(line({})), gzipSync(wasteful)]);
	expect((await run([fileOf(parts)])).stdout).toContain('12 queries in 1 trace');
});

test('a packed log that breaks off is judged as far as it goes, and that is said', async () => {
	const many = Array.from({length: 4000}, (_, trace) => loop(6, (index) => ({traceId: `t${trace}`, params: [trace * index * 7919]}))).join(
		'',
	);
	const packed = gzipSync(many);
	const {code, stdout, stderr} = await run([fileOf(packed.subarray(0, packed.length * 0.7))]);
	expect(code).toBe(1);
	expect(stdout).toMatch(/queries in \d,\d+ traces/);
	expect(stderr).toContain('cannot be read (its compression is broken or breaks off). What came before is judged.');
	expect((await run([fileOf(packed.subarray(0, 12))])).code).toBe(2);
});

test.each([
	['an empty file', '', 'is empty'],
	['white space', ' \n\n', 'is empty'],
	['a binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]), 'is binary'],
	['gzip of a binary', gzipSync(Buffer.alloc(5000)), 'is binary'],
	['broken gzip', Buffer.from([0x1f, 0x8b, 8, 9, 9, 9, 9, 9, 9]), 'its compression is broken'],
	['another kind of text', 'GET / 200\n'.repeat(100), 'is no log that is read here'],
	['JSON of another kind', '{"name": "x"}', 'is no log that is read here'],
	['lines that are all broken', '{"traceId": "t", "sql": "SELECT 1"}\n'.repeat(3), '3 could not be used: line 1 has no startMs.'],
	['a half-written line', '{"traceId": "t", "startMs": 0, "durationMs": 1, "sql": "SEL', 'line 1 is no whole JSON'],
])('%s could not be analysed: exit 2 and one sentence', async (_, content, sentence) => {
	const ended = await run([fileOf(content)]);
	expect(ended).toMatchObject({code: 2, stdout: ''});
	expect(ended.stderr).toContain(sentence);
	expect(ended.stderr.trim().split('\n')).toHaveLength(1);
});

test.each([
	['/does/not/exist', 'cannot be read (ENOENT)'],
	['/tmp', 'is a folder'],
])('%s could not be analysed either', async (file, sentence) => {
	expect(await run([file])).toMatchObject({code: 2, stdout: '', stderr: expect.stringContaining(sentence)});
});

test.each([
	[[], 'queries needs the file of a log'],
	[['a', 'b'], 'takes one file, not also "b"'],
	[['a', '--system', 'oracle'], '--system takes postgresql, mysql or sqlite, not "oracle"'],
	[['a', '--fail-on', 'n-plus-one,loops'], 'not "loops"'],
	[['a', '--format', 'sarif'], '--format takes text or json'],
])('queries %j is a wrong command line', async (args, sentence) => {
	expect(await run(args)).toMatchObject({code: 64, stdout: '', stderr: expect.stringContaining(sentence)});
});

test('warnings come on stderr and do not disturb the JSON', async () => {
	const {code, stdout, stderr} = await run([fileOf(`${wasteful}oops\n`), '--format', 'json']);
	expect(code).toBe(1);
	expect(QueryReport.parse(JSON.parse(stdout)).examined.queries).toBe(11);
	expect(stderr).toMatch(/^esa-health: 1 line of .+queries\.log could not be used; the first: line 12 is no whole JSON\.\n$/);
});

test('the dialect of queries that name none can be given', async () => {
	const file = fileOf(loop(10, (index) => ({sql: `SELECT * FROM a WHERE b = "x${index}"`, params: undefined})));
	const patternFor = async (system: string): Promise<string | undefined> =>
		QueryReport.parse(JSON.parse((await run([file, '--format', 'json', '--system', system])).stdout)).findings[0]?.pattern;
	expect(await patternFor('mysql')).toBe('SELECT * FROM a WHERE b = ?');
	expect(await patternFor('postgresql')).toBe(undefined);
});

test('colours come with FORCE_COLOR and never with NO_COLOR', async () => {
	const file = fileOf(wasteful);
	expect((await run([file], {env: {FORCE_COLOR: '1'}})).stdout).toContain('\u001b[');
	expect((await run([file], {env: {NO_COLOR: '1', TERM: 'xterm-256color'}})).stdout).not.toContain('\u001b');
});

test('marks are ASCII where the locale has no more', async () => {
	const {stdout} = await run([fileOf(line({}))], {env: {LC_ALL: 'C'}});
	expect(stdout).toBe('+ 1 query in 1 trace, 1 pattern; no findings\n');
});

test('a FIFO is read like a file', async () => {
	const fifo = path.join(temporaryFolder(), 'fifo');
	execFileSync('mkfifo', [fifo]);
	const ended = run([fifo]);
	const writer = createWriteStream(fifo);
	writer.end(wasteful);
	await once(writer, 'close');
	expect(await ended).toMatchObject({code: 1, stderr: ''});
});

test('a line of 100 MB is passed over in bounded memory', async () => {
	const child = spawn(process.execPath, ['--max-old-space-size=120', program, 'queries', '-', '--format', 'json'], {
		env: {...cleanEnv(), XDG_CONFIG_HOME: temporaryFolder()},
		cwd: temporaryFolder(),
	});
	let [stdout, stderr] = ['', ''];
	child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
	child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
	child.stdin.write(`${wasteful}{"traceId":"t","sql":"`);
	const megabyte = Buffer.alloc(1024 * 1024, 'x');
	for (let written = 0; written < 100; written++) if (!child.stdin.write(megabyte)) await once(child.stdin, 'drain');
	child.stdin.end(`"}\n${wasteful}`);
	const [code] = (await once(child, 'close')) as [number];
	expect({code, stderr}).toMatchObject({code: 1, stderr: expect.stringContaining('line 12 is longer than 16 MB')});
	expect(QueryReport.parse(JSON.parse(stdout)).examined.queries).toBe(22);
});

test('a reader that goes away ends it quietly', async () => {
	const many = Array.from({length: 3000}, (_, trace) => loop(6, () => ({traceId: `t${trace}`}))).join('');
	const child = spawn(process.execPath, [program, 'queries', fileOf(many), '--format', 'json'], {env: cleanEnv(), cwd: temporaryFolder()});
	let stderr = '';
	child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
	await once(child.stdout, 'data');
	child.stdout.destroy();
	const [code] = (await once(child, 'close')) as [number];
	expect({code, stderr}).toEqual({code: 1, stderr: ''});
});
