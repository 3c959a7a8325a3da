import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {parseInPlace} from '../../../../source/agents/api-paths/code/in-place/parse-in-place.ts';
import type {Module} from '../../../../source/agents/api-paths/code/ir.ts';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {printModule, printType} from './print-ir.ts';

const ownCode = join(import.meta.dirname, '../../../../source');

const transfers = ['in-place', 'raw', 'json'] as const;

test('all ways from the parser to us give the same code', () => {
	const files = readdirSync(ownCode, {recursive: true, encoding: 'utf8'}).filter((file) => /(?:agents|ui).*\.tsx?$/.test(file));
	expect(files.length).toBeGreaterThan(50);
	for (const file of files) {
		const text = readFileSync(join(ownCode, file), 'utf8');
		const [first, ...others] = transfers.map((transfer) => factsOf(readModule(file, text, {transfer})));
		for (const other of others) expect(other).toEqual(first);
	}
});

function factsOf(module: Module): unknown {
	const {imports, requires, stars, errors, directives} = module;
	return {
		code: printModule(module),
		types: [...module.types].map(([name, type]) => `${name} = ${printType(type)}`),
		exports: [...module.exports].map(([name, entry]) => [name, entry.kind]),
		funcs: module.funcs.map(({name, kind, at, end, slots, hasCalls}) => ({name, kind, at, end, slots, hasCalls})),
		rest: {imports, requires, stars, errors, directives},
	};
}

test('the tree is read in place here, else the test above compares nothing', () => {
	expect(parseInPlace('f()', {lang: 'ts'}, ({program}) => program.body.length)).toBe(1);
});

/** One of every syntax, so that a new layout of the parser's memory cannot go unseen. */
const everySyntax = readFileSync(join(import.meta.dirname, 'every-syntax.txt'), 'utf8');

const everyMarkup = `const x = <><Comp.Part a="1" b={c} {...d} e data-f='g' h:i="j" k=<b/> l={<></>}>{m}{/* n */}text &amp; {...o}<this.P/><q:r s="t"/><a href={u}>{v()}</a></Comp.Part></>;`;

test.each([
	['a.ts', everySyntax.replace('<T,>(x: T) => x;', '<T>(x: T) => x; <E>f;')],
	['a.tsx', everySyntax.replace('(<D>a).b;', '') + everyMarkup],
	['a.jsx', everyMarkup + '@d class A { @e f = 1; static async g() {} } var h = 010; <!-- i'],
	['a.vue', '<template>😀</template><script setup lang="ts">const é = ref<string>("漢"); f(é)</script>'],
])('every syntax comes out the same on all ways: %s', (file, text) => {
	const [first, ...others] = transfers.map((transfer) => factsOf(readModule(file, text, {transfer})));
	for (const other of others) expect(other).toEqual(first);
	expect(first).toMatchObject({rest: {errors: []}});
});

test('offsets count as JavaScript does, whatever stands before', () => {
	const text = "const smile = '😀é漢';\nf(smile);";
	for (const transfer of transfers) {
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
