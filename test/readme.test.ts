import {readFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {keyList} from './support/key-list.ts';

const file = new URL('../README.md', import.meta.url);

test('the README lists the keys that the program has (UPDATE_README=1 writes them)', () => {
	const readme = readFileSync(file, 'utf8');
	const [before, rest = ''] = readme.split('<!-- keys -->\n');
	const [listed, after = ''] = rest.split('\n<!-- /keys -->');
	if (process.env['UPDATE_README'] === '1') writeFileSync(file, `${before}<!-- keys -->\n${keyList()}\n<!-- /keys -->${after}`);
	else expect(listed).toBe(keyList());
});

test('the README shows a frame of the program within the first screen', () => {
	const [first40] = [readFileSync(file, 'utf8').split('\n').slice(0, 40).join('\n')];
	expect(first40).toMatch(/```[^`]*API +[✔●▲✖] +\d+/);
});
