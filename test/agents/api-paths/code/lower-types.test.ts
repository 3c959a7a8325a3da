import {describe, expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {printType} from './print-ir.ts';

const typesOf = (code: string): Record<string, string> =>
	Object.fromEntries([...readModule('a.ts', code).types].map(([name, type]) => [name, printType(type)]));

describe('types', () => {
	test.each([
		["'GET' | 'POST' | 1 | true", "'GET' | 'POST' | 1 | true"],
		['string | null | undefined', 'string | null | undefined'],
		['readonly string[]', 'string[]'],
		['Array<Foo>', '%Foo[]'],
		["['a', b?: number, ...rest: string[]]", "['a', number, string[]]"],
		["{id: string; 'x-y'?: 1; f(): void; readonly of: {a: 1}}", '{id: string, x-y: 1 | undefined, of: {a: 1}}'],
		['keyof typeof routes', 'keyof typeof %routes'],
		['(typeof methods)[number]', 'typeof %methods[number]'],
		['typeof a.b', 'typeof %a.b'],
		['`/a/${string}`', '`/a/${string}`'],
		['`plain`', "'plain'"],
		['Record<A.B, Promise<string>>', '%Record<%A.B, %Promise<string>>'],
		['string & {brand: 1}', 'string'],
		['{a: 1} & {b: 2}', '{a: 1, b: 2}'],
		['Foo & {b: 2}', '{b: 2} & %Foo'],
		['Foo & {}', '%Foo'],
		['Foo & Bar', '{} & %Foo & %Bar'],
		['(a: string) => void', 'other'],
		['T extends string ? 1 : 2', 'other'],
		["import('./x').Foo<string>", 'Foo<string>'],
	])('%s', (type, printed) => {
		expect(typesOf(`type A = ${type};`)).toEqual({A: printed});
	});

	test('a type parameter stands for its constraint', () => {
		expect(typesOf("type A<M extends 'GET' | 'PUT', T> = {m: M; t: T};")).toEqual({A: "{m: 'GET' | 'PUT', t: unknown}"});
		const module = readModule('a.ts', "const f = <K extends 'a' | 'b'>(key: K) => key; const g = (key: K) => key;");
		expect(module.funcs.flatMap(({params}) => params.map(({type}) => type && printType(type)))).toEqual(["'a' | 'b'", '%K']);
	});

	test('interfaces add up, and those of namespaces are known by their full name', () => {
		expect(typesOf('interface A {x: 1} interface A {y: 2} export namespace N { export interface B {z: 3} export type C = 4 }')).toEqual({
			A: '{x: 1, y: 2}',
			'N.B': '{z: 3}',
			'N.C': '4',
		});
	});

	test('an interface names what it extends', () => {
		expect(typesOf('interface A extends B, C<string> {x: 1} interface A extends D {}')).toEqual({A: '{x: 1} & %B & %C<string> & %D'});
	});

	test('names are bound to imports, classes and enums', () => {
		const module = readModule('a.ts', "import type {Foo} from './foo'; class Bar {} enum Baz {A} type T = Foo | Bar | Baz | Other;");
		const type = module.types.get('T');
		const kinds = type?.kind === 'union' ? type.of.map((of) => (of.kind === 'ref' ? (of.binding?.kind ?? null) : of.kind)) : [];
		expect(kinds).toEqual(['import', 'class', 'const', null]);
	});
});
