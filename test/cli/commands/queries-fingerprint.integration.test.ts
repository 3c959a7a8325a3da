import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {expect, test} from 'vitest';

const program = new URL('../../../source/bin.ts', import.meta.url).pathname;

test('the program prints patterns in order and ends with 0', () => {
	const {status, stdout, stderr} = run(['--system', 'mysql'], ['SELECT "a"', 'SELECT `b` FROM t # c']);
	expect({status, stdout, stderr}).toEqual({status: 0, stdout: 'SELECT ?\nSELECT b FROM t\n', stderr: ''});
});

test('ends with 2 and one sentence at a line that it cannot read', () => {
	const {status, stdout, stderr} = spawnSync(process.execPath, [program, 'queries', 'fingerprint'], {
		input: '"SELECT 1"\nSELECT 2\n',
		encoding: 'utf8',
	});
	expect({status, stdout}).toEqual({status: 2, stdout: 'SELECT ?\n'});
	expect(stderr).toBe('esa-health: line 2 is not a JSON string of SQL, such as "SELECT 1".\n');
});

test('a file among its words is refused, since it reads its input', () => {
	const {status, stdout, stderr} = run(['texts.ndjson', '--system', 'mysql'], ['SELECT 1']);
	expect({status, stdout}).toEqual({status: 64, stdout: ''});
	expect(stderr).toContain('queries fingerprint reads standard input, one JSON string of SQL a line, not "texts.ndjson".');
});

test('ends in peace when its reader goes away before the input ends', async () => {
	const child = spawn(process.execPath, [program, 'queries', 'fingerprint'], {stdio: 'pipe'});
	const errors: string[] = [];
	child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
	child.stdin.on('error', () => {
		// The program stopped reading: that is what is tested.
	});
	child.stdin.write('"SELECT 1"\n');
	await once(child.stdout, 'data');
	child.stdout.destroy();
	const feeding = setInterval(() => child.stdin.write('"SELECT 1"\n'.repeat(10_000)), 5);
	const [code] = (await once(child, 'exit')) as [number];
	clearInterval(feeding);
	expect({code, errors: errors.join('')}).toEqual({code: 0, errors: ''});
});

function run(flags: string[], texts: string[]) {
	const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
	return spawnSync(process.execPath, [program, 'queries', 'fingerprint', ...flags], {input, encoding: 'utf8'});
}
