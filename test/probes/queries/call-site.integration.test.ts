import {execFile} from 'node:child_process';
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {stripTypeScriptTypes} from 'node:module';
import path from 'node:path';
import {promisify} from 'node:util';
import {rolldown} from 'rolldown';
import {describe, expect, test} from 'vitest';
import {captureSite, readSite} from '../../../source/probes/queries/call-site.ts';
import {temporaryFolder} from '../../support/temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);
const callSite = path.join(root, 'source/probes/queries/call-site.ts');

/** A service in TypeScript whose library asks a driver: what it prints is where its queries were sent from. */
const files: Record<string, string> = {
	'package.json': '{"type": "module"}',
	// Out of the compiler's sight: it would compile that as well.
	'source/driver.ts': `const {captureSite, readSite} = await import(String(process.env['CALL_SITE']));
interface Query {text: string}

export function query(asked: Query): object {
	return captureSite(query);
}
export const say = (name: string, site: object): void => console.log(name, JSON.stringify(readSite(site)));
`,
	'node_modules/builder/package.json': '{"type": "module", "main": "index.js"}',
	'node_modules/builder/index.js': `export class Builder {
	constructor(query) { this.query = query; }
	async run(text) {
		await new Promise(setImmediate);
		return this.#send(text);
	}
	async #send(text) {
		await new Promise(setImmediate);
		return this.query({text});
	}
}
`,
	'source/db.ts': `import {query} from './driver.ts';

export async function execute(text: string): Promise<object> {
	await new Promise(setImmediate);
	return query({text});
}
`,
	'source/orders.ts': `import {Builder} from 'builder';
import {execute} from './db.ts';
import {query, say} from './driver.ts';
type Unused = {
	readonly a: string;
};

export class OrderService {
	readonly #builder: Builder = new Builder(query);

	async list(ids: readonly number[]): Promise<void> {
		const sites: object[] = [];
		for (const id of ids) sites.push(await this.#builder.run(\`select \${id}\`)); // line 13
		say('loop', sites.at(-1)!);
	}

	async together(ids: readonly number[]): Promise<void> {
		const sites = await Promise.all(ids.map((id) => this.#builder.run(\`select \${id}\`))); // line 18
		say('together', sites[0]!);
	}
}

async function helped(): Promise<object> {
	return await execute('select 1'); // line 24
}

async function plain(): Promise<object> {
	await null;
	return query({text: 'select 1'}); // line 29
}

const service = new OrderService();
await service.list([1, 2]);
await service.together([1, 2]);
say('helped', await helped());
say('plain', await plain());
say('evaluated', await new Function('query', 'return query({text: "x"})')(query)); // line 37
`,
	'node_modules/builder/index.d.ts':
		'export declare class Builder { constructor(query: (asked: {text: string}) => object); run(text: string): Promise<object>; }',
};

const expected = [
	['loop', {source: 'source/orders.ts:13 OrderService.list', via: ['builder']}],
	['together', {source: 'source/orders.ts:18 OrderService.together', via: ['builder']}],
	['helped', {source: 'source/orders.ts:24 helped', via: []}],
	['plain', {source: 'source/orders.ts:29 plain', via: []}],
	['evaluated', {source: 'source/orders.ts:37', via: []}],
];

function service(): string {
	const folder = temporaryFolder();
	for (const [file, text] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
		writeFileSync(path.join(folder, file), text);
	}
	return folder;
}

/** A service whose queries go through functions of its own: the place to look at is where their texts stand. */
const helpers = `const {captureSite, readSite} = await import(String(process.env['CALL_SITE']));
const taken = (above: Function): object => captureSite(above);
const pool = {query(_text: string, _values?: unknown[]): object { return taken(pool.query); }};
const database = {prepare: (_text: string) => ({all: function all(..._values: unknown[]): object { return taken(all); }})};
const say = (name: string, site: object): void => console.log(name, JSON.stringify(readSite(site, undefined, name.startsWith('sqlite'))));

async function q(text: string, values?: unknown[]): Promise<object> {
	return pool.query(text, values); // line 8
}
async function late(text: string): Promise<object> {
	await new Promise(setImmediate);
	return await q(text); // line 12
}
class Repo {
	async query(text: string): Promise<object> {
		await null;
		return await late(text); // line 17
	}
}
const all = (text: string, ...values: unknown[]): object => database.prepare(text).all(...values); // line 20
const prepared = database.prepare('SELECT 1');
const allPrepared = (id: number): object => prepared.all(id); // line 22
const text = 'SELECT 1';

async function orders(_name: string): Promise<object> {
	return await q('SELECT * FROM orders', [1]); // line 26
}
async function inLines(): Promise<object> {
	return await late( // line 29
		\`
			select *
			from orders
		\`,
	);
}
async function ofClass(): Promise<object> {
	const [site] = await Promise.all([new Repo().query('UPDATE a SET b = 1')]); // line 37
	return site!;
}
async function ofConstant(): Promise<object> {
	return await q(text);
}
async function callsWithName(): Promise<object> {
	return await orders('ann');
}
function ofSqlite(): object {
	return all('SELECT * FROM orders WHERE id = ?', 1); // line 47
}
function ofStatement(): object {
	return [1].map((id) => allPrepared(id))[0]!;
}

say('plain', await orders('ann'));
say('lines', await inLines());
say('class', await ofClass());
say('constant', await ofConstant());
say('name', await callsWithName());
say('sqlite', ofSqlite());
say('sqlite prepared elsewhere', ofStatement());
`;

async function told(folder: string, ...args: string[]): Promise<unknown[]> {
	const {stdout} = await run(process.execPath, args, {cwd: folder, timeout: 20_000, env: {...process.env, CALL_SITE: callSite}});
	const lines = stdout.trim().split('\n');
	return lines.map((line) => [line.slice(0, line.indexOf(' ')), JSON.parse(line.slice(line.indexOf(' '))) as unknown]);
}

async function compile(folder: string, ...more: string[]): Promise<void> {
	const args = [
		'--module',
		'nodenext',
		'--target',
		'es2022',
		'--rewriteRelativeImportExtensions',
		'--noCheck',
		'--outDir',
		'dist',
		'--rootDir',
		'source',
	];
	await run(path.join(root, 'node_modules/.bin/tsc'), [...args, ...more, 'source/orders.ts', 'source/driver.ts', 'source/db.ts'], {
		cwd: folder,
		timeout: 20_000,
	});
}

test.each(['ts', 'js'])('of a helper that sends what it is given, the place of the text is told, in %s', async (extension) => {
	const folder = temporaryFolder();
	writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}');
	writeFileSync(path.join(folder, `shop.${extension}`), extension === 'ts' ? helpers : stripTypeScriptTypes(helpers));
	const {stdout} = await run(process.execPath, [`shop.${extension}`], {
		cwd: folder,
		timeout: 20_000,
		env: {...process.env, CALL_SITE: callSite},
	});
	const at = (name: string, place: string): string => `${name} {"source":"shop.${extension}:${place}","via":[]}`;
	expect(stdout.trim().split('\n')).toEqual([
		at('plain', '26 orders'),
		at('lines', '29 inLines'),
		at('class', '37 ofClass'),
		at('constant', '8 q'),
		at('name', '26 orders'),
		at('sqlite', '47 ofSqlite'),
		at('sqlite prepared elsewhere', '22 allPrepared'),
	]);
});

describe('a call site is named as its author would', () => {
	test('where node strips the types', async () => {
		expect(await told(service(), 'source/orders.ts')).toEqual(expected);
	});

	test.each([[['--sourceMap']], [['--inlineSourceMap']], [['--inlineSourceMap', '--sourceRoot', '../source']]])(
		'in what tsc made with %s',
		async (options) => {
			const folder = service();
			await compile(folder, ...options);
			expect(await told(folder, 'dist/orders.js')).toEqual(expected);
			expect(await told(folder, '--enable-source-maps', 'dist/orders.js')).toEqual(expected);
		},
	);

	test('in what was made without a map, by the code that runs', async () => {
		const folder = service();
		await compile(folder);
		const [loop] = (await told(folder, 'dist/orders.js')) as [string, {source: string}][];
		expect(loop![1].source).toMatch(/^dist\/orders\.js:\d+ OrderService\.list$/);
	});

	test.each([
		[false, ' OrderService.list', ' plain', 'orders.ts:24 helped'],
		[true, ' list', '', 'orders.ts:24'],
	])('in a bundle of one file with its packages, minified: %s', async (minify, method, plain, helped) => {
		const folder = service();
		const bundle = await rolldown({
			input: path.join(folder, 'source/orders.ts'),
			cwd: folder,
			platform: 'node',
			resolve: {conditionNames: ['node', 'import']},
		});
		await bundle.write({dir: path.join(folder, 'dist'), format: 'esm', sourcemap: true, minify});
		await bundle.close();
		expect(readdirSync(path.join(folder, 'dist'))).toContain('orders.js');
		const sites = await told(folder, 'dist/orders.js');
		expect(sites).toEqual([
			['loop', {source: `source/orders.ts:13${method}`, via: ['builder']}],
			['together', {source: `source/orders.ts:18${method.replace('list', 'together')}`, via: ['builder']}],
			['helped', {source: `source/${helped}`, via: []}],
			['plain', {source: `source/orders.ts:29${plain}`, via: []}],
			['evaluated', {source: 'source/orders.ts:37', via: []}],
		]);
	});

	test('where a compiler within the service prepares stack traces', () => {
		const {prepareStackTrace} = Error as {prepareStackTrace?: unknown};
		const own = (_error: Error, frames: NodeJS.CallSite[]) =>
			['Error', ...frames.map(() => '    at list (/srv/shop/source/orders.cts:77:3)')].join('\n');
		Error.prepareStackTrace = own;
		try {
			// Code that no map is found for: compiled on the way, and run under the name of its source.
			// oxlint-disable-next-line typescript/no-implied-eval -- it is what such a compiler does
			const list = new Function('capture', 'return capture();\n//# sourceURL=/srv/shop/source/orders.cts') as (
				capture: () => object,
			) => object;
			const capture = (): object => captureSite(capture);
			expect(readSite(list(capture), '/srv/shop')).toEqual({source: 'source/orders.cts:77', via: []});
			expect(Reflect.get(Error, 'prepareStackTrace')).toBe(own);
		} finally {
			Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
		}
	});
});

test('taking and reading a call site leaves the settings of stack traces as they were', () => {
	const before = [Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit'), Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')];
	expect(readSite(taken()).source).toMatch(/call-site\.integration\.test\.ts:\d+$/);
	expect([Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit'), Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')]).toEqual(
		before,
	);
});

test('where intrinsics are frozen there is no call site, and nothing is thrown', () => {
	const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
	Object.defineProperty(Error, 'prepareStackTrace', {value: undefined, writable: false, configurable: true});
	try {
		expect(readSite(taken())).toEqual({source: null, via: []});
	} finally {
		Reflect.deleteProperty(Error, 'prepareStackTrace');
		if (before !== undefined) Object.defineProperty(Error, 'prepareStackTrace', before);
	}
});

test('a stack without a frame of the service has no call site, and names the packages in it', () => {
	expect(readSite({})).toEqual({source: null, via: []});
});

function taken(): object {
	return captureSite(taken);
}
