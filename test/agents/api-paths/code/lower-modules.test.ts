import {describe, expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {lowered} from './print-ir.ts';

const exportsOf = (code: string): Record<string, string> =>
	Object.fromEntries(
		[...readModule('a.ts', code).exports].map(([name, entry]) => {
			if (entry.kind === 'local') return [name, `${entry.binding.kind} ${entry.binding.name}`];
			return [name, entry.kind === 'from' ? `${entry.source} ${entry.name}` : 'default'];
		}),
	);

describe('exports', () => {
	test.each<[string, Record<string, string>]>([
		[
			'export const a = 1, {b, c: [d]} = f(); export let e; export function g() {} export class H {} export enum I {}',
			{a: 'const a', b: 'const b', d: 'const d', e: 'let e', g: 'function g', H: 'class H', I: 'const I'},
		],
		['export {late as early, x as default}; const late = 1; import x from "x";', {early: 'const late', default: 'import x'}],
		[
			'export {a as b, default as c} from "./y"; export * as ns from "./z"; export * from "./w";',
			{b: './y a', c: './y default', ns: './z *'},
		],
		['export default function () {}', {default: 'function default'}],
		['export default class Foo {}', {default: 'class Foo'}],
		['export default a + b', {default: 'default'}],
		['export = a', {default: 'default'}],
		[
			'export type {A} from "./a"; export interface B {} export type C = 1; export declare function d(): void; export {Missing};',
			{A: './a A'},
		],
		['export import fs = require("fs");', {fs: 'const fs'}],
	])('%s', (code, expected) => {
		expect(exportsOf(code)).toEqual(expected);
	});

	test('the sources that run are listed in order, once, without those of types', () => {
		const code = `import a from 'a'; import 'b'; import type {C} from 'c'; import {type D} from 'd'; import {type E, e} from 'e';
export * from 'f'; export {g} from 'g'; export type {H} from 'h'; import {a2} from 'a';`;
		const module = readModule('a.ts', code);
		expect(module.imports).toEqual(['a', 'b', 'e', 'f', 'g']);
		expect(module.stars).toEqual(['f']);
	});

	test('imports keep where they come from', () => {
		const module = readModule('a.ts', "import a, {b as c, 'd-e' as f} from 'x'; import * as g from 'y'; run(a, c, f, g);");
		const call = (module.top.body[0] as {expr: {args: {binding: {from: unknown}}[]}}).expr;
		expect(call.args.map(({binding}) => binding.from)).toEqual([
			{source: 'x', name: 'default'},
			{source: 'x', name: 'b'},
			{source: 'x', name: 'd-e'},
			{source: 'y', name: '*'},
		]);
	});
});

test('import = and export = are require and default', () => {
	expect(lowered("import express = require('express'); import Short = express.Router; export = Short;", 'a.ts')).toBe(
		"express = (require 'express')\nShort = express.Router\nexport default Short",
	);
});

test('a namespace is an object of what it exports', () => {
	expect(
		lowered(
			"namespace Api { const root = '/api'; export const users = root + '/users'; export function of(id) { return users + id } }",
			'a.ts',
		),
	).toBe("function of(id) {\n  return (users + id)\n}\nroot = '/api'\nusers = (root + '/users')\nApi = {users: users, of: of}");
	expect(lowered('namespace A.B { export const c = 1 }', 'a.ts')).toBe('c = 1\nA = {B: {c: c}}');
	expect(lowered('class A {} namespace A { export const c = 1 }', 'a.ts')).toBe('A = class A {\n}\nc = 1\n(A.c = c)');
});

test('ambient declarations declare nothing', () => {
	expect(
		lowered(
			"declare const API: string; declare module 'x' { export const y: 1 } declare global { interface Window { z: 1 } } f(API);",
			'a.ts',
		),
	).toBe('%f(%API)');
});

test.each([
	['enum A { X, Y, Z = 5, W }', '{X: 0, Y: 1, Z: 5, W: 6}'],
	["const enum A { X = '/x', 'y-z' = `${X}/y`, W = A.X }", "{X: '/x', y-z: `${'/x'}/y`, W: '/x'}"],
	['enum A { X = 1 << 1, Y = 1 << 2, Z = X | Y, W }', '{X: 2, Y: 4, Z: 6, W: 7}'],
	["enum A { X = f('x'), Y = X }", "{X: %f('x'), Y: %f('x')}"],
])('%s is a constant object', (code, printed) => {
	expect(lowered(code, 'a.ts')).toBe(`A = ${printed}`);
});

test('declarations of one enum add up', () => {
	expect(lowered("enum A { X = 'x' } enum A { Y = 'y' }", 'a.ts')).toBe("A = {X: 'x'}\nA = {...{X: 'x'}, Y: 'y'}");
});

test('directives are kept', () => {
	expect(readModule('a.ts', "'use client'; 'use strict'; f(); 'not one';").directives).toEqual(['use client', 'use strict']);
});
