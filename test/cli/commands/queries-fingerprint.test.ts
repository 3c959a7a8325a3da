import {PassThrough, Readable, Writable} from 'node:stream';
import {expect, test} from 'vitest';
import {fingerprintLines, systemOf} from '../../../source/cli/commands/queries-fingerprint.ts';
import type {System} from '../../../source/sql/keywords.ts';

test('prints one pattern a line in the order of the input, also for empty texts', async () => {
	const {code, output, errors} = await run(['"SELECT 1"\n"-- nothing"\n"select 2"\n']);
	expect({code, output, errors}).toEqual({code: 0, output: 'SELECT ?\n\nSELECT ?\n', errors: ''});
});

test('a pattern is one line, whatever the text holds', async () => {
	const {output} = await run([`${JSON.stringify('select "a\nb\r\u2028c"\nfrom t')}\n`]);
	expect(output).toBe('SELECT "a␊b␍\uFFFDc" FROM t\n');
});

test('reads lines that come in pieces, with CRLF, a mark of the start and no end at the end', async () => {
	const {code, output} = await run(['\uFEFF"SELECT', ' a"\r\n"SEL', 'ECT b"']);
	expect({code, output}).toEqual({code: 0, output: 'SELECT a\nSELECT b\n'});
});

test('reads characters that are torn between pieces', async () => {
	const bytes = Buffer.from('"SELECT größe"\n');
	const {output} = await run([bytes.subarray(0, 11), bytes.subarray(11)]);
	expect(output).toBe('SELECT größe\n');
});

test('reads the other ends of lines inside a string as part of it', async () => {
	const {code, output} = await run(['"SELECT \u2028 1"\n']);
	expect({code, output}).toEqual({code: 0, output: 'SELECT ?\n'});
});

test('an empty input and empty lines at the end are nothing', async () => {
	expect(await run([])).toEqual({code: 0, output: '', errors: ''});
	expect(await run(['"SELECT 1"\n\n', ' \n'])).toEqual({code: 0, output: 'SELECT ?\n', errors: ''});
});

test('an empty line between others has an empty pattern, so that each pattern stands at the line of its text', async () => {
	const lines = ['', '"SELECT a"', '', ' \t\r', '"SELECT b"'];
	expect(await run([`${lines.join('\n')}\n\n`])).toEqual({code: 0, output: '\nSELECT a\n\n\nSELECT b\n', errors: ''});
	expect((await run(['"SELECT a"\n', '\n', '\n"SELECT b"'])).output).toBe('SELECT a\n\n\nSELECT b\n');
});

test.each([
	['no JSON', 'SELECT 1'],
	['no string', '{"sql":"SELECT 1"}'],
])('tells the line that is %s, after the patterns before it', async (_, bad) => {
	const {code, output, errors} = await run([`"SELECT a"\n${bad}\n"SELECT c"\n`]);
	expect({code, output}).toEqual({code: 2, output: 'SELECT a\n'});
	expect(errors).toBe('esa-health: line 2 is not a JSON string of SQL, such as "SELECT 1".\n');
});

test('reads by the dialect it is told', async () => {
	const line = `${JSON.stringify('SELECT "a" FROM t')}\n`;
	expect((await run([line], 'mysql')).output).toBe('SELECT ? FROM t\n');
	expect((await run([line], 'postgresql')).output).toBe('SELECT a FROM t\n');
});

test('answers what came before more comes', async () => {
	const input = new PassThrough();
	const output = new PassThrough().setEncoding('utf8');
	const running = fingerprintLines(input, output, new PassThrough(), undefined);
	input.write('"SELECT 1"\n');
	expect(await nextOf(output)).toBe('SELECT ?\n');
	input.end();
	expect(await running).toBe(0);
});

test('stops reading when nobody reads the patterns any more', async () => {
	let given = 0;
	const endless = Readable.from(
		(function* () {
			for (;;) yield `"SELECT ${given++}"\n`.repeat(1000);
		})(),
	);
	const output = new Writable({
		write: (_chunk, _encoding, done) => done(given > 3 ? Object.assign(new Error('closed'), {code: 'EPIPE'}) : null),
	});
	output.on('error', (error: NodeJS.ErrnoException) => expect(error.code).toBe('EPIPE'));
	expect(await fingerprintLines(endless, output, new PassThrough(), undefined)).toBe(0);
	expect(given).toBeLessThan(1000);
});

test('--system takes the three dialects and their other names', () => {
	expect(['postgresql', 'postgres', 'mysql', 'mariadb', 'sqlite', undefined].map(systemOf)).toEqual([
		'postgresql',
		'postgresql',
		'mysql',
		'mysql',
		'sqlite',
		undefined,
	]);
	expect(() => systemOf('oracle')).toThrow('--system takes postgresql, mysql or sqlite, not "oracle".');
});

async function run(pieces: (string | Buffer)[], system?: System): Promise<{code: number; output: string; errors: string}> {
	const [output, errors] = [collector(), collector()];
	const code = await fingerprintLines(Readable.from(pieces, {objectMode: false}), output, errors, system);
	return {code, output: output.text, errors: errors.text};
}

function collector(): Writable & {text: string} {
	const sink = Object.assign(new Writable({decodeStrings: false}), {text: ''});
	sink._write = (chunk: string, _encoding, done) => {
		sink.text += chunk;
		done();
	};
	return sink;
}

function nextOf(stream: Readable): Promise<string> {
	return new Promise((resolve) => {
		stream.once('data', resolve);
	});
}
