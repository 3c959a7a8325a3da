import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {printModule} from './print-ir.ts';

const ownCode = join(import.meta.dirname, '../../../../source');

test('both ways from the parser to us give the same code', () => {
	const files = readdirSync(ownCode, {recursive: true, encoding: 'utf8'}).filter((file) => /(?:agents|ui).*\.tsx?$/.test(file));
	expect(files.length).toBeGreaterThan(50);
	for (const file of files) {
		const text = readFileSync(join(ownCode, file), 'utf8');
		const [raw, json] = (['raw', 'json'] as const).map((transfer) => readModule(file, text, {transfer}));
		expect(raw && printModule(raw)).toBe(json && printModule(json));
		expect(raw?.errors).toEqual([]);
	}
});

test('offsets count as JavaScript does, whatever stands before', () => {
	const text = "const smile = '😀é漢';\nf(smile);";
	for (const transfer of ['raw', 'json'] as const) {
		const module = readModule('a.ts', text, {transfer});
		const run = module.top.body[1];
		expect(run?.kind === 'run' && text.slice(run.expr.at)).toBe('f(smile);');
		expect(module.textOf(6, 11)).toBe('smile');
	}
});

test.each([
	[0, 1],
	[1, 1],
	[2, 2],
	[3, 3],
	[4, 3],
	[99, 4],
])('offset %i is on line %i', (at, line) => {
	expect(readModule('a.ts', 'a\n\nb\r\n;').lineOf(at)).toBe(line);
});
