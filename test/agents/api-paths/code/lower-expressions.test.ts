import {describe, expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import type {Expr} from '../../../../source/agents/api-paths/code/ir.ts';
import {lowered} from './print-ir.ts';

describe('expressions', () => {
	test.each([
		['f(a.b?.c[0][d])', '%f(%a.b?.c.0[%d])'],
		['(a as any).post!("/x")', "%a.post('/x')"],
		['f(...a, `x`, `y${b}z`)', "%f(...%a, 'x', `y${%b}z`)"],
		['new Foo.Bar<string>()', 'new %Foo.Bar<string>()'],
		['tag`a${b}`', '%tag(`a${%b}`)'],
		['f(/x\\/y/gi, -1, 10n, undefined, null, true)', "%f(/x\\/y/gi, -1, '10', undefined, null, true)"],
		['f(a ? b : c, a && b || c ?? d)', '%f((choose %a %b %c), (((%a && %b) || %c) ?? %d))'],
		['f(typeof a === "string", !b, void 0)', "%f(((typeof %a) === 'string'), (! %b), (void 0))"],
		['x.count++', '(%x.count += 1)'],
		['x ??= f()', '(%x ??= %f())'],
		['[a, b.c = 1, ...d] = e', '([%a, %b.c = 1, ...%d] = %e)'],
		['({a, b: {c = 1}, [k]: d, ...e} = f)', '({a: %a, b: {c: %c = 1}, [%k]: %d, ...%e} = %f)'],
		[
			'f({a, "b-c": 1, [d]: 2, ...e, g() {}, get h() { return 1 }})',
			'%f({a: %a, b-c: 1, [%d]: 2, ...%e, g: method g() {}, get h method h() {\n  return 1\n}})',
		],
		['f([a, , ...b])', '%f([%a, hole, ...%b])'],
		['import(`./x/${a}`)', '(import `./x/${%a}`)'],
		['require("x")(app)', "(require 'x')(%app)"],
		['f(import.meta.env.API, new.target)', '%f(import-meta.env.API, (other new.target))'],
		['f((a, b()))', '%f((sequence %a %b()))'],
		['f(this.#secret, #x in y)', "%f(this.#secret, ('#x' in %y))"],
		['f(<Method>a, b as const, c satisfies D, "x" as string, d as string)', "%f((%a as %Method), %b, %c, 'x', (%d as string))"],
		['useQuery<Foo[], Error>(a)', '%useQuery<%Foo[], %Error>(%a)'],
	])('%s', (code, printed) => {
		expect(lowered(code, 'a.ts')).toBe(printed);
	});

	test('what can have no effect is left out', () => {
		expect(lowered('"a"; a; a.b; a + b; `x`; [a]; a ? b : c;')).toBe('');
	});

	test('require is itself only where no other is declared', () => {
		expect(lowered('function f(require) { require("x"); }')).toContain("require('x')");
	});
});

describe('the place of a call is the last name of what is called', () => {
	test.each([
		['axios\n  .get\n  ("/x")', 'get'],
		['fetch(a)', 'fetch'],
		['new Foo.Bar()', 'Bar'],
		['(a as any).post()', 'post'],
		['this.http\n.get<Foo>("/x")', 'get'],
		['a.b()()', 'b'],
		['a["b"]()', '"b"'],
		['tag`x`', 'tag'],
		['(a as Foo)()', 'a'],
	])('%j at %s', (code, name) => {
		const [stmt] = readModule('a.ts', code).top.body;
		const call = (stmt as {expr: Extract<Expr, {kind: 'call'}>}).expr;
		expect(code.slice(call.at, call.at + name.length)).toBe(name);
		expect(call.end).toBe(code.length);
	});
});

describe('long chains do not overflow the stack', () => {
	const expressionOf = (code: string): Expr => (readModule('a.js', code).top.body[0] as {expr: Expr}).expr;

	test('ten thousand texts joined with + are one text', () => {
		const call = expressionOf(`f(${Array.from({length: 10_000}, (_, index) => `'${index}'`).join('+')})`) as Extract<Expr, {kind: 'call'}>;
		const [text] = call.args;
		expect(text).toMatchObject({kind: 'template', holes: []});
		expect(text?.kind === 'template' && text.quasis.join('')).toBe(Array.from({length: 10_000}, (_, index) => index).join(''));
	});

	test('ten thousand names joined with + are one text with as many holes', () => {
		const call = expressionOf(`f('/' + ${Array.from({length: 10_000}, (_, index) => `x${index}`).join('+')})`) as Extract<
			Expr,
			{kind: 'call'}
		>;
		const [text] = call.args;
		expect(text?.kind === 'template' && {holes: text.holes.length, quasis: text.quasis.length, first: text.quasis[0]}).toEqual({
			holes: 10_000,
			quasis: 10_001,
			first: '/',
		});
	});

	test('a thousand calls one after the other', () => {
		let expr = expressionOf(`a${'.b()'.repeat(1000)}`);
		let calls = 0;
		for (; expr.kind === 'call' && expr.callee.kind === 'member'; expr = expr.callee.object) calls++;
		expect(calls).toBe(1000);
	});

	test.each([
		['calls', `a${'.b()'.repeat(10_000)}`],
		['conditions', Array.from({length: 10_000}, () => 'a').join(' && ')],
	])('ten thousand %s are more than an evaluation could follow: the statement is left out, and told', (_, text) => {
		const module = readModule('a.ts', `${text};\nb();`);
		expect(module.errors).toEqual([{message: 'nested too deep to be read', at: 0}]);
		expect(module.top.body).toHaveLength(1);
	});

	test('chains of a length people write come out the same on both ways', () => {
		const chain = '.b(1).c'.repeat(150);
		expect(lowered(`x${chain}()`)).toBe(`%x${chain}()`);
	});
});
