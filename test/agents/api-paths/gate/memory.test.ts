import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Expr, Module} from '../../../../source/agents/api-paths/code/ir.ts';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {expressionsOfBody} from '../../../../source/agents/api-paths/code/walk.ts';
import type {Site} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import type {Code} from '../../../../source/agents/api-paths/gate/definitions.ts';
import {newGateMemory, refresh} from '../../../../source/agents/api-paths/gate/memory.ts';
import type {GateMemory} from '../../../../source/agents/api-paths/gate/memory.ts';
import {placesOf} from '../../../../source/agents/api-paths/gate/kept.ts';
import {findMockFallbacks} from '../../../../source/agents/api-paths/gate/mock-fallbacks.ts';
import type {MockFallbacks} from '../../../../source/agents/api-paths/gate/mock-fallbacks.ts';

/** What each file of a small project may hold, from one edit to the next. */
const versions: Record<string, string[]> = {
	'client.ts': [
		`export const load = () => fetch('/x'); export const other = () => 1;`,
		`export const load = () => 1; export const other = () => fetch('/y');`,
		`\n\nexport const load = () => other(); export const other = () => load();`,
		`export async function load() { try { return await fetch('/x') } catch { return [{id: 1, name: 'Ada'}] } } export const other = load;`,
	],
	'service.ts': [
		`import {load} from './client'; export class Service { get() { return load() } } export const all = () => new Service().get();`,
		`import {other} from './client'; export class Service { get() { return other() } } export const all = () => other();`,
		`export class Service { get() { return null } } export const all = () => null;`,
		`import {load} from './client'; import {people} from './mocks/people'; export class Service { get() { return load().catch(() => people) } } export const all = () => load();`,
	],
	'mocks/people.ts': [
		`export const people = [{id: 1, name: 'Ada'}];`,
		`export const people = [];`,
		`export const people = [{id: 2, name: 'Alan'}];`,
	],
	'page.ts': [
		`import {all} from './service'; import {people} from './mocks/people'; export async function page() { try { return await all() } catch {\nreturn people } }`,
		`import {Service} from './service'; import {people} from './mocks/people'; const service = new Service(); export const page = async () => (await service.get()) ?? people;`,
		`import {all} from './service'; const page = [{id: 3, name: 'Grace'}]; export const show = () => all().then((users) => users || page);`,
		`export const page = () => fetch('/z').catch(() => [{id: 4, name: 'Linus'}]);`,
	],
};
const files = Object.keys(versions);

const isRequest = (expr: Expr): boolean => expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'fetch';
const sitesOf = (module: Module): Site[] =>
	module.funcs.flatMap((func) =>
		expressionsOfBody(func.body)
			.filter(isRequest)
			.map(({at}) => ({module, at})),
	);

function resolve(_from: string, specifier: string): ReturnType<Code['resolve']> {
	return {kind: 'file', file: `${specifier.replace(/^\.\//u, '')}.ts`};
}

/** As the gate does it: what is read is seen. */
function look(modules: readonly Module[], sites: readonly Site[], memory: GateMemory): MockFallbacks {
	refresh(memory, {modules, requests: placesOf(sites), names: resolve}, null);
	const code: Code = {
		moduleOf: (file) => {
			memory.watcher.see(file);
			return modules.find((module) => module.file === file) ?? null;
		},
		resolve,
	};
	return findMockFallbacks(modules, placesOf(sites), code, memory);
}

const state = fc.tuple(...files.map((file) => fc.nat(versions[file]!.length - 1)));
/** Requests that are the server's own are none of the frontend's; which these are may change without an edit. */
const asked = fc.subarray(files, {minLength: 2});

describe('a memory of the gate', () => {
	test('changes no finding, whatever the code was before', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(state, asked), {minLength: 2, maxLength: 8}), (all) => {
				const memory = newGateMemory();
				const read = new Map<string, Module>();
				for (const [chosen, withSites] of all) {
					const modules = files.map((file, index) => {
						const key = `${file} ${chosen[index]}`;
						// An edit makes another module, also one that makes it what it was.
						const module = read.get(key) ?? readModule(file, versions[file]![chosen[index]!]!);
						for (const old of read.keys()) if (old.startsWith(`${file} `)) read.delete(old);
						read.set(key, module);
						return module;
					});
					const sites = modules.filter(({file}) => withSites.includes(file)).flatMap((module) => sitesOf(module));
					expect(look(modules, sites, memory)).toEqual(look(modules, sites, newGateMemory()));
				}
			}),
			{numRuns: 150},
		);
	});

	test('a module that is made another in its place is gone through again', () => {
		const memory = newGateMemory();
		const [before, after] = versions['page.ts']!.slice(2).map((text) => readModule('page.ts', text));
		expect(look([before!], sitesOf(after!), memory).findings).toEqual([]);
		const same = Object.assign(before!, after!);
		expect(look([same], sitesOf(same), memory).findings.map(({line}) => line)).toEqual([1]);
	});

	test('what an edit does not touch is not gone through again', () => {
		const memory = newGateMemory();
		const modules = files.map((file) => readModule(file, versions[file]![0]!));
		const sites = modules.flatMap((module) => sitesOf(module));
		look(modules, sites, memory);
		const known = new Map(memory.fallbacks);
		const edited = modules.map((module) => (module.file === 'page.ts' ? readModule('page.ts', versions['page.ts']![3]!) : module));
		look(
			edited,
			edited.flatMap((module) => sitesOf(module)),
			memory,
		);
		const kept = [...known].filter(([file, found]) => memory.fallbacks.get(file) === found).map(([file]) => file);
		expect(kept.toSorted()).toEqual(['client.ts', 'mocks/people.ts', 'service.ts']);
	});
});
