import {describe, expect, test} from 'vitest';
import type {Arg, Binding, Func, Module, Stmt} from '../../../../source/agents/api-paths/code/ir.ts';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';

/** The bindings of the names given to `see()`, in order of the text. */
function seen(code: string): (Binding | null)[] {
	const module = readModule('a.ts', code);
	const found: {at: number; binding: Binding | null}[] = [];
	for (const func of module.funcs) visit([func.params, func.body], found);
	return found.toSorted((a, b) => a.at - b.at).map(({binding}) => binding);
}

function visit(node: unknown, found: {at: number; binding: Binding | null}[]): void {
	if (Array.isArray(node)) for (const part of node) visit(part, found);
	if (!isPart(node)) return;
	if (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'see') {
		for (const arg of node.args) if (arg.kind === 'name') found.push(arg);
	}
	for (const [key, part] of Object.entries(node)) if (!links.has(key)) visit(part, found);
}

/** What leads out of a piece of code into others. */
const links = new Set(['binding', 'func', 'cls']);

const isPart = (node: unknown): node is Arg | Extract<Stmt, {kind: 'run'}> =>
	typeof node === 'object' && node !== null && !Array.isArray(node);

const namesOf = (code: string): string[] =>
	seen(code).map((binding) => (binding === null ? 'global' : `${binding.kind} of ${binding.owner.name ?? 'module'}`));
const funcNamed = (module: Module, name: string): Func => module.funcs.find((func) => func.name === name) as Func;

describe('names are bound to where they are declared', () => {
	test.each<[string, string[]]>([
		['see(a); const a = 1;', ['const of module']],
		['see(f); function f() { see(f); }', ['function of module', 'function of module']],
		['function f(a) { see(a); { const a = 1; see(a); } see(a); }', ['param of f', 'const of f', 'param of f']],
		['function f() { if (x) { var a = 1 } see(a); } see(a);', ['var of f', 'global']],
		[
			'function f() { for (var i of x) { try { var j } finally { var k } } switch (y) { case 1: var l } see(i, j, k, l); }',
			['var of f', 'var of f', 'var of f', 'var of f'],
		],
		['for (const a of b) see(a); see(a);', ['const of module', 'global']],
		['try {} catch (e) { see(e); } see(e);', ['catch of module', 'global']],
		['const f = function own() { see(own); }; see(own);', ['function of own', 'global']],
		['const a = 1; function f(b = see(a), a = 2) { see(a); }', ['param of f', 'param of f']],
		['function f() { see(arguments); const g = () => see(arguments); } see(arguments);', ['param of f', 'param of f', 'global']],
		['class A { m() { see(A); } } see(A);', ['class of module', 'class of module']],
		['function f() { { function g() {} see(g); } see(g); }', ['function of f', 'global']],
		['import {a} from "x"; { let a = 1; see(a); } see(a);', ['let of module', 'import of module']],
		['const a = 1; { see(a); const a = 2; }', ['const of module']],
		['switch (x) { case 1: let a; default: see(a); } see(a);', ['let of module', 'global']],
		['label: { see(undefined2); }', ['global']],
	])('%s', (code, expected) => {
		expect(namesOf(code)).toEqual(expected);
	});

	test('a block of its own makes a binding of its own', () => {
		const [inner, outer] = seen('const a = 1; { const a = 2; see(a); } see(a);');
		expect(inner).not.toBe(outer);
		expect(inner?.slot).not.toBe(outer?.slot);
	});

	test('variables of blocks have their place in the frame of their function', () => {
		const module = readModule('a.ts', 'function f(a, {b}) { const c = 1; for (const d of a) { let e; } return () => c; }');
		expect(funcNamed(module, 'f').slots).toBe(5);
		expect(module.top.slots).toBe(1);
	});
});

describe('what is known of a binding', () => {
	test('its declaration, before it has run', () => {
		const [binding] = seen('see(a); const a = "x";');
		expect(binding?.declaration?.init).toMatchObject({kind: 'literal', value: 'x'});
	});

	test.each([
		['let a = 1; see(a);', false],
		['let a = 1; a = 2; see(a);', true],
		['let a = 1; function f() { a++ } see(a);', true],
		['let a = 1; [a] = x; see(a);', true],
		['let a; for (a of x); see(a);', true],
		['for (const a of x) see(a);', false],
		['var a = 1; var a = 2; see(a);', true],
		['function a() {} a = 1; see(a);', true],
		['const a = {}; a.b = 1; see(a);', false],
	])('%s is written to later: %s', (code, expected) => {
		expect(seen(code)[0]?.isReassigned).toBe(expected);
	});

	test('functions are hoisted in their function, default exports without a name too', () => {
		const module = readModule('a.ts', 'export default function () {} function f() { { function g() {} } } function f() {}');
		expect(module.top.hoisted.map(({name, func}) => `${name} ${func?.name}`)).toEqual(['f f', 'default default']);
		expect(module.funcs.filter(({name}) => name === 'f').map(({hoisted}) => hoisted.length)).toEqual([1, 0]);
	});

	test('annotations of variables and parameters', () => {
		expect(seen('function f(id: string, n = 1) { const m: "a" | "b" = x; see(id, n, m); }').map((binding) => binding?.type?.kind)).toEqual([
			'primitive',
			undefined,
			'union',
		]);
	});
});

describe('functions', () => {
	test('come outer ones first, each with the one around it', () => {
		const module = readModule('a.ts', 'const f = () => { g(function h() {}) }; class A { x = () => 1; m() {} }');
		expect(module.funcs.map(({name, kind, parent}) => `${kind} ${name} in ${parent === null ? 'nothing' : parent.name}`)).toEqual([
			'module null in nothing',
			'arrow f in null',
			'function h in f',
			'method x in null',
			'arrow x in x',
			'method m in null',
		]);
	});

	test.each([
		['const f = () => 1;', [false, false]],
		['const f = () => g();', [true, true]],
		['const f = () => () => new G();', [true, true, true]],
		['const f = () => <B/>;', [true, true]],
		['const f = () => { location.href = "/x" };', [true, true]],
		['const f = (a) => a + 1; f();', [true, false]],
	])('%s knows whether a call stands in it', (code, expected) => {
		expect(readModule('a.tsx', code).funcs.map(({hasCalls}) => hasCalls)).toEqual(expected);
	});
});
