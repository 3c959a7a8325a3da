import {readFile, rm, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {copySequence, copyText} from '../../source/ui/clipboard.ts';

test('a text goes to the terminal’s clipboard as base64', () => {
	expect(copySequence('häuser', {TERM: 'xterm-256color'})).toEqual({sequence: '\u001B]52;c;aMOkdXNlcg==\u0007', needsFile: false});
});

test('no text can break out of the sequence', () => {
	const {sequence} = copySequence('\u0007\u001B]0;evil\u0007', {});
	expect(sequence?.slice(7, -1)).toMatch(/^[A-Za-z0-9+/=]*$/);
});

test('where a terminal may not take it, a file that only we can read has it too', async () => {
	const written: string[] = [];
	const message = await copyText('the text', 'the finding', {env: {TMUX: '/tmp/tmux'}, write: (data) => written.push(data)});
	const file = /also in (.+)$/.exec(message)?.[1] ?? '';
	onTestFinished(async () => rm(dirname(file), {recursive: true}));
	expect(written).toHaveLength(1);
	expect(await readFile(file, 'utf8')).toBe('the text');
	expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a text of many lines is named by its first', async () => {
	expect(await copyText('GET /api/orders asks\nsource/orders.ts:41', 'the finding', {env: {}, write: () => undefined})).toBe(
		'Copied the finding: GET /api/orders asks',
	);
});

test('a text too long for terminals is only saved', async () => {
	const written: string[] = [];
	const message = await copyText('x'.repeat(100_000), 'the series', {env: {}, write: (data) => written.push(data)});
	const file = /^Saved in (.+): too long/.exec(message)?.[1] ?? '';
	onTestFinished(async () => rm(dirname(file), {recursive: true}));
	expect(written).toEqual([]);
	expect((await readFile(file, 'utf8')).length).toBe(100_000);
});
