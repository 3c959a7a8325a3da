import {describe, expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import type {Expr, Module} from '../../../../source/agents/api-paths/code/ir.ts';
import type {Site} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {newGateMemory} from '../../../../source/agents/api-paths/gate/memory.ts';
import {placesOf} from '../../../../source/agents/api-paths/gate/kept.ts';
import {findMockFallbacks} from '../../../../source/agents/api-paths/gate/mock-fallbacks.ts';
import type {Code} from '../../../../source/agents/api-paths/gate/definitions.ts';
import {expressionsOfBody} from '../../../../source/agents/api-paths/code/walk.ts';

const isRequest = (expr: Expr): boolean =>
	expr.kind === 'call' &&
	((expr.callee.kind === 'name' && (expr.callee.name === 'fetch' || expr.callee.name === 'useQuery')) ||
		(expr.callee.kind === 'member' && expr.callee.object.kind === 'name' && expr.callee.object.name === 'axios'));

function codeOf(files: Record<string, string>): {modules: Module[]; code: Code; sites: Site[]} {
	const modules = Object.entries(files).map(([file, text]) => readModule(file, text));
	const byFile = new Map(modules.map((module) => [module.file.replace(/\.\w+$/u, ''), module]));
	const resolve: Code['resolve'] = (_from, specifier) => {
		const name = specifier.replace(/^\.\//u, '');
		const module = byFile.get(name);
		if (module !== undefined) return {kind: 'file', file: module.file};
		return specifier.startsWith('.') ? {kind: 'unresolved', specifier} : {kind: 'package', name: specifier, subpath: ''};
	};
	const code: Code = {moduleOf: (file) => modules.find((module) => module.file === file) ?? null, resolve};
	const sites = modules.flatMap((module) =>
		module.funcs.flatMap((func) => [...expressionsOfBody(func.body)].filter(isRequest).map(({at}) => ({module, at}))),
	);
	return {modules, code, sites};
}

/** `file:line` of what is found. */
function found(files: Record<string, string> | string): string[] {
	const {modules, code, sites} = codeOf(typeof files === 'string' ? {'app.tsx': files} : files);
	return findMockFallbacks(modules, placesOf(sites), code, newGateMemory()).findings.map(({file, line}) => `${file}:${line}`);
}

const people = `const people = [{id: 1, name: 'Ada Lovelace'}, {id: 2, name: 'Alan Turing'}];`;

describe('made-up data in the place of what was asked for', () => {
	test.each([
		[
			'records returned by a handler',
			`async function f() {\ntry { return await fetch('/x') } catch (e) {\nreturn [{id: 1, name: 'Ada'}];\n}\n}`,
			3,
		],
		['a constant of the module', `${people}\nasync function f() { try { return await fetch('/x') } catch {\nreturn people; } }`, 3],
		['as a property', `${people}\nasync function f() { try { return await fetch('/x') } catch {\nreturn {users: people, total: 2}; } }`, 3],
		['in a promise', `${people}\nasync function f() { return fetch('/x').then((r) => r.json())\n.catch(() => people) }`, 3],
		['as the second handler', `${people}\nfunction f() { return fetch('/x').then((r) => r.json(),\n() => people) }`, 3],
		['by a named handler', `${people}\nconst recover = () =>\npeople;\nfunction f() { return fetch('/x').catch(recover) }`, 3],
		[
			'given to a setter',
			`${people}\nfunction C() { async function load() { try { const r = await fetch('/x'); setPeople(await r.json()) } catch {\nsetPeople(people); } } }`,
			3,
		],
		['assigned', `${people}\nlet list;\nasync function load() { try { list = await fetch('/x') } catch {\nlist = people } }`, 4],
		['behind ??', `${people}\nasync function f() { const {data} = await axios.get('/x'); return data ??\npeople }`, 3],
		[
			'behind || of a hook',
			`${people}\nfunction C() { const {data} = useQuery({queryKey: ['/x']}); const list = data ||\npeople; return list }`,
			3,
		],
		['as a default of a hook', `${people}\nfunction C() { const {data =\npeople} = useQuery({queryKey: ['/x']}); return data }`, 3],
		['by a ternary', `${people}\nasync function f() { const r = await fetch('/x'); return r.ok ? r.json() :\npeople }`, 3],
		['by an early return', `${people}\nasync function f() { const r = await fetch('/x'); if (!r.ok)\nreturn people; return r.json() }`, 3],
		['in a callback', `${people}\nfunction f() { return fetch('/x').then((r) => r.json()).then((body) => body.items ||\npeople) }`, 3],
		[
			'in a fake response',
			`${people}\nasync function f() { try { return await fetch('/x') } catch {\nreturn new Response(JSON.stringify(people)); } }`,
			3,
		],
		[
			'made by a function',
			`${people}\nconst copies = () =>\npeople.map((p) => ({...p}));\nasync function f() { try { return await fetch('/x') } catch {\nreturn copies(); } }`,
			5,
		],
		['long lists', `async function f() { try { return await fetch('/x') } catch {\nreturn [12, 19, 3, 5, 2]; } }`, 2],
		[
			'one record with an identity',
			`async function f() { try { return await fetch('/x') } catch {\nreturn {id: 'u1', name: 'Ada', email: 'ada@example.com'}; } }`,
			2,
		],
	])('%s is found', (_name, text, line) => {
		expect(found(text)).toEqual([`app.tsx:${line}`]);
	});

	test('what a module of mocks exports is, whatever it is', () => {
		const text = `import {users, makeStats} from './mocks/users';\nasync function f() { try { return await fetch('/x') } catch {\nreturn users } }\nconst g = () => fetch('/s').catch(() =>\nmakeStats());`;
		const mocks = `export const users = load();\nexport function makeStats() { return compute(); }`;
		expect(found({'app.ts': text, 'mocks/users.ts': mocks})).toEqual(['app.ts:3', 'app.ts:5']);
		expect(found({'app.ts': text.replaceAll('./mocks/users', './data/users'), 'data/users.ts': mocks})).toEqual([]);
	});

	test('the request may be made in another module, by a class or an object', () => {
		const use = (make: string, call: string) =>
			`import {${make}} from './api';\n${people}\nasync function f() { try { return await ${call} } catch {\nreturn people; } }`;
		const api = `export const load = () => fetch('/x');\nexport const api = {load: async () => { const r = await fetch('/y'); return r.json(); }};\nclass Api { load() { return fetch('/z'); } }\nexport const client = new Api();`;
		for (const [name, call] of [
			['load', 'load()'],
			['api', 'api.load()'],
			['client', 'client.load()'],
		] as const) {
			expect(found({'app.ts': use(name, call), 'api.ts': api})).toEqual(['app.ts:4']);
		}
	});

	test('rxjs catches too', () => {
		const text = `import {catchError, of} from 'rxjs';\n${people}\nconst f = () => axios.get('/x').pipe(catchError(() => of(\npeople)));`;
		expect(found(text)).toEqual(['app.tsx:3']);
	});
});

describe('what looks like it and is none', () => {
	test.each([
		['an empty list', `async function f() { try { return await fetch('/x') } catch { return [] } }`],
		['nothing', `async function f() { try { return await fetch('/x') } catch { return null } }`],
		['an empty page', `async function f() { try { return await fetch('/x') } catch { return {items: [], total: 0, page: 1} } }`],
		['an error passed on', `async function f() { try { return await fetch('/x') } catch (e) { throw new Error('no', {cause: e}) } }`],
		[
			'an error told',
			`async function f() { try { return await fetch('/x') } catch (e) { return {ok: false, error: 'offline', id: 'x'} } }`,
		],
		['errors listed', `async function f() { try { return await fetch('/x') } catch (e) { setErrors([{message: 'x', field: 'name'}]) } }`],
		[
			'settings',
			`const defaults = {theme: 'dark', pageSize: 20};\nasync function f() { try { return await fetch('/x') } catch { return defaults } }`,
		],
		['text', `async function f() { const r = await fetch('/x'); return r.title ?? 'Untitled' }`],
		['a number', `async function f() { const r = await fetch('/x'); return r.count || 0 }`],
		['a short list of words', `async function f() { const r = await fetch('/x'); return r.languages ?? ['en'] }`],
		[
			'what was there before',
			`async function f(before) { setItems([...before, {id: 'tmp', name: 'new'}]); try { await fetch('/x') } catch { setItems(before) } }`,
		],
		['another try', `async function f() { try { return await fetch('/x') } catch { return f() } }`],
		['a cache', `const kept = new Map();\nasync function f(k) { try { return await fetch('/x') } catch { return kept.get(k) } }`],
		['a handler without request', `${people}\nfunction f() { try { return JSON.parse(text) } catch { return people } }`],
		['a default of something else', `${people}\nfunction f(props) { return props.people ?? people }`],
		[
			'development',
			`${people}\nasync function f() { try { return await fetch('/x') } catch (e) { if (import.meta.env.DEV) return people; throw e } }`,
		],
		[
			'not production',
			`${people}\nasync function f() { try { return await fetch('/x') } catch (e) { if (process.env.NODE_ENV === 'production') throw e; return people } }`,
		],
		[
			'a switch',
			`${people}\nconst useMocks = import.meta.env.VITE_MOCKS === 'true';\nasync function f() { try { return await fetch('/x') } catch (e) { return useMocks ? people : [] } }`,
		],
		[
			'what depends on what came',
			`const links = [{to: '/a', label: 'A'}, {to: '/b', label: 'B'}];\nfunction C() { const {data} = useQuery({queryKey: ['/me']}); if (data.isAdmin) return links; return [] }`,
		],
		['a log', `async function f() { try { return await fetch('/x') } catch (e) { console.error([{id: 1, name: 'x'}]); return [] } }`],
		['a message', `async function f() { try { return await fetch('/x') } catch (e) { toast({id: 'load', title: 'Could not load'}) } }`],
		[
			'settings with lists',
			`function C() { const {data} = useQuery({queryKey: ['/x']}); return data?.ui || {pageSize: 25, types: ['pdf', 'doc', 'txt', 'csv']} }`,
		],
		[
			'rows of a form',
			`function C() { const {data} = useQuery({queryKey: ['/x']}); return data?.tiers || [{min: '1000', fee: '2.5'}, {min: '5000', fee: '2'}] }`,
		],
		[
			'elements',
			`function C() { const {data} = useQuery({queryKey: ['/x']}); return data ? <List items={data} /> : <Empty actions={[{id: 1, label: 'Add'}]} /> }`,
		],
	])('%s', (_name, text) => {
		expect(found(text)).toEqual([]);
	});
});

test('says how many places it looked at', () => {
	const {modules, code, sites} = codeOf({'a.ts': `async function f() { try { return await fetch('/x') } catch { return [] } }`});
	expect(findMockFallbacks(modules, placesOf(sites), code, newGateMemory()).examined).toBe(1);
});
