import {expect, test} from 'vitest';
import {EsaError} from '../../source/basics/esa-error.ts';
import {parseCommandLine} from '../../source/cli/flags.ts';

function sentenceOf(argv: string[]): string {
	try {
		parseCommandLine(argv);
	} catch (error) {
		expect(error).toBeInstanceOf(EsaError);
		expect((error as EsaError).code).toBe('usage');
		return (error as EsaError).message;
	}
	throw new Error(`${argv.join(' ')} was accepted`);
}

test('without a command it is the monitor', () => {
	expect(parseCommandLine(['--url', 'http://localhost:3000'])).toMatchObject({
		command: 'monitor',
		operands: [],
		flags: {url: 'http://localhost:3000', once: false},
	});
});

test('run takes the agent as its operand', () => {
	expect(parseCommandLine(['run', 'endpoints', '--url=http://a'])).toMatchObject({
		command: 'run',
		operands: ['endpoints'],
		flags: {url: 'http://a'},
	});
});

test('the process is shown under the name of the program', () => {
	const before = process.title;
	try {
		process.title = 'something else';
		parseCommandLine([]);
		expect(process.title).toBe('esa-health');
	} finally {
		process.title = before;
	}
});

test('short flags ask for help and version', () => {
	expect(parseCommandLine(['-h']).flags.help).toBe(true);
	expect(parseCommandLine(['-v']).flags.version).toBe(true);
});

test('a flag may be repeated only where it makes sense', () => {
	expect(parseCommandLine(['serve', '--allowed-host', 'a', '--allowed-host', 'b']).flags.allowedHost).toEqual(['a', 'b']);
	expect(sentenceOf(['--url', 'http://a', '--url', 'http://b'])).toContain('--url is given twice');
});

test.each([
	[['--ulr', 'http://a'], 'Unknown flag --ulr. Did you mean --url?'],
	[['--read-olny'], 'Unknown flag --read-olny. Did you mean --read-only?'],
	[['--zzz'], 'Unknown flag --zzz. See'],
	[['demmo'], 'Unknown command "demmo". Did you mean "demo"?'],
	[['http://localhost:3000'], 'To watch http://localhost:3000, write --url http://localhost:3000.'],
	[['--url'], '--url needs a value.'],
	[['--url', '--once'], '--url needs a value.'],
	[['--interval', 'soon'], '--interval needs a number, not "soon".'],
	[['--interval', '0'], '--interval takes 1 to 86400 seconds, not 0.'],
	[['--format', 'yaml'], '--format takes text or json, not "yaml".'],
])('%j is refused in one sentence', (argv, sentence) => {
	expect(sentenceOf(argv)).toContain(sentence);
});
