import {describe, expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {lowered} from './print-ir.ts';

describe('of a broken file what can be read is read', () => {
	test.each([
		['one bad statement', "import a from 'a';\nf('/x', h);\nf('/y' h);\nf('/z', h);\n", "%f('/x', %h)\n%f('/z', %h)"],
		['two bad statements', 'f(1);\nf(2 3);\ng(4);\ng(5 6);\nh(7);\n', '%f(1)\n%g(4)\n%h(7)'],
		['a bad line in a handler', "f('/a', () => {\n  g({a: b c});\n  h();\n});\ni();\n", "%f('/a', arrow() {\n  %h()\n})\n%i()"],
		['a bad head of a block', "f('/a', (a b) => {\n  return 1;\n});\ng();\n", '%g()'],
		['a brace that is not closed', 'function f() {\n  g();\n', 'function f() {\n  %g()\n}'],
		['a parenthesis that is not closed in a class', 'class A {\n  m() {\n    f(\n  }\n}\ng();\n', '%g()'],
		['conflict markers', 'f();\n<<<<<<< HEAD\ng();\n=======\nh();\n>>>>>>> x\n', '%f()\n%g()\n%h()'],
		['a text that is not closed', 'f();\nconst a = `abc ;\ng();\n', '%f()\n%g()'],
		['half of a comment', 'f();\n/* abc\ng();\n', '%f()'],
	])('%s', (_, code, printed) => {
		expect(lowered(code, 'a.ts')).toBe(printed);
		expect(readModule('a.ts', code).errors.length).toBeGreaterThan(0);
	});

	test('imports and lines stay right', () => {
		const module = readModule('a.ts', "import a from 'a';\nf(1 2);\n\ng();\n");
		const [stmt] = module.top.body;
		expect(module.imports).toEqual(['a']);
		expect(stmt?.kind === 'run' && module.lineOf(stmt.expr.at)).toBe(4);
		expect(module.errors.map(({at}) => module.lineOf(at))).toEqual([2]);
	});
});

test.each(['))))', 'not code at all, is it?', '\u0000\u0001\u0002', '<html></html'])('%j has nothing to read, and says so', (text) => {
	const module = readModule('a.ts', text);
	expect(module.top.body).toEqual([]);
	expect(module.errors).not.toEqual([]);
});

test.each([
	['a return at top level', 'if (a) return; f();'],
	['await in a script', 'const a = await g(); module.exports = f();'],
	['HTML comments', '<!-- old\nf();'],
	['a hash-bang', '#!/usr/bin/env node\nf();'],
	['a byte order mark', '\uFEFFf();'],
	['octal numbers and with', 'var a = 010; with (a) { f() }'],
	['names declared twice', 'const a = 1; const a = 2; f();'],
	['JSX in a .js file', 'const a = <b/>; f();'],
	["Flow's annotations", '// @flow\ntype A = {a: string};\nconst g = (a: string): number => f();'],
	['decorators in a .js file', '@f() class A {}'],
	['nothing', 'f()'],
])('%s is no error', (_, code) => {
	expect(readModule('a.js', code).errors).toEqual([]);
	expect(lowered(code, 'a.js')).toContain('%f()');
});

describe('what would take the parser down is refused', () => {
	test.each([
		['brackets', '['.repeat(50_000) + ']'.repeat(50_000)],
		['functions', 'f(function () {'.repeat(3000) + '})'.repeat(3000)],
		['else', Array.from({length: 12_000}, (_, index) => `if (a == ${index}) { f([1]) }`).join('\nelse ')],
	])('%s', (_, code) => {
		const module = readModule('a.js', code);
		expect(module.top.body).toEqual([]);
		expect(module.errors).toEqual([{message: 'nested too deep to be read', at: 0}]);
	});

	test('long flat files are read', () => {
		const code = `f([${'[1], (2), {a: 3},'.repeat(20_000)}]); ${'if (a) { f() } else { g() }\n// and so on, far from the next one\n'.repeat(3000)}`;
		expect(readModule('a.js', code)).toMatchObject({errors: []});
	});

	test('one statement too deep to be lowered leaves the others', () => {
		const module = readModule('a.js', `f();\nx = ${'!'.repeat(20_000)}a;\ng();`);
		expect(module.top.body.length).toBeGreaterThanOrEqual(2);
	});
});
