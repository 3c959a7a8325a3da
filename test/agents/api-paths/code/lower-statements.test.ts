import {describe, expect, test} from 'vitest';
import {lowered} from './print-ir.ts';

describe('statements', () => {
	test.each([
		['const a = f(), {b, c: [d = 1, ...e]} = g();', 'a = %f()\n{b: b, c: [d = 1, ...e]} = %g()'],
		['if (a) f(); else if (b) { g() }', 'if %a {\n  %f()\n} else {\n  if %b {\n    %g()\n  } else {}\n}'],
		['for (const [k, v] of f()) g(k, v);', 'for [k, v] of %f() {\n  %g(k, v)\n}'],
		['for (a.b in c) f();', 'for %a.b in %c {\n  %f()\n}'],
		['for (let i = 0; i < 3; i++) f(i);', 'while {\n  i = 0\n} (i < 3) {\n  %f(i)\n} (i += 1)'],
		['do { f() } while (a)', 'do {} %a {\n  %f()\n}'],
		['a: for (;;) { if (b) break a; continue; }', 'while {} true {\n  if %b {\n    break\n  } else {}\n  continue\n}'],
		[
			'try { f() } catch ({message}) { g(message) } finally { h() }',
			'try {\n  %f()\n} catch {message: message} {\n  %g(message)\n} finally {\n  %h()\n}',
		],
		['try { f() } finally { h() }', 'try {\n  %f()\n} catch  none finally {\n  %h()\n}'],
		['switch (a) { case 1: case 2: let b = f(); break; default: g() }', 'switch %a 1 {} 2 {\n  b = %f()\n  break\n} default {\n  %g()\n}'],
		['throw new Error("x")', "throw new %Error('x')"],
		['{ const a = 1; { f(a) } }', 'a = 1\n%f(a)'],
		['let a; var b;', 'a = nothing'],
		['var a = 1; using c = f();', 'a = 1\nc = %f()'],
		['with (a) f()', '%f()'],
		[';;debugger;', ''],
	])('%s', (code, printed) => {
		expect(lowered(code)).toBe(printed);
	});

	test('functions are printed before what runs, as they are bound', () => {
		expect(lowered('f(); async function f(a = 1, {b}, ...c) { return await a; } function* g() { yield* f }')).toBe(
			'async function f(a = 1, {b: b}, ...c) {\n  return (await a)\n}\nfunction* g() {\n  (yield f)\n}\nf()',
		);
	});

	test('functions take the name of where they are put', () => {
		expect(lowered('const a = () => 1; b.c = function () {}; f({d: async () => {}, e() {}}); const g = function own() {};')).toBe(
			'a = arrow a() {\n  return 1\n}\n(%b.c = function c() {})\n%f({d: async arrow d() {}, e: method e() {}})\ng = function own() {}',
		);
	});

	test("what Svelte's reactive statements assign is declared by them", () => {
		expect(lowered('let id = 1; $: url = `/x/${id}`; $: fetch(url); let late; $: late = f();')).toBe(
			'id = 1\nurl = `/x/${id}`\n%fetch(url)\nlate = nothing\n(late = %f())',
		);
	});
});
