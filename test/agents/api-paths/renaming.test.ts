import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {analyse} from '../../../source/agents/api-paths/analyse.ts';
import {openProject} from '../../../source/agents/api-paths/project/open-project.ts';
import type {ApiPathsReport} from '../../../source/agents/api-paths/report.ts';
import {readWorlds} from '../../support/path-worlds.ts';
import type {World} from '../../support/path-worlds.ts';
import {projectFolder} from '../../support/project-folder.ts';
import {renameFiles} from '../../support/rename-files.ts';
import {renameNames} from '../../support/rename-names.ts';

const worlds = readWorlds(path.join(import.meta.dirname, 'worlds')).map((world) => ({...world, texts: textsOf(world)}));

/** Worlds in which the names of files are part of what the program does. */
const namedByConvention = new Map([
	...reason('a framework makes routes of files, and loads some by their folder', [
		'app-next-swr',
		'astro-endpoints',
		'client-nuxt-two',
		'client-sveltekit-load',
		'functions-of-hosts',
		'functions-vercel',
		'hono-in-next',
		'koa-egg-application',
		'next-app-router',
		'next-handed-on',
		'next-look-alikes',
		'next-pages-api',
		'next-several-apps',
		'next-wrapped-handlers',
		'nuxt-server-routes',
		'remix-resource-routes',
		'sveltekit-endpoints',
	]),
	...reason('the program loads what lies in a folder, or matches a pattern', [
		'app-fastify-monorepo',
		'express-chosen-modules',
		'express-folder-packages',
		'express-globbed-modules',
		'express-routes-from-folder',
		'express-routes-from-folder-modules',
		'express-routing-controllers',
		'fastify-autoload',
		'fastify-cli-app',
		'hapi-composed-of-folders',
		'koa-controllers-of-a-folder',
	]),
	...reason('mock data is told by the folder it lies in', ['gate-promise-falls-back-to-fixtures']),
]);

function reason(why: string, names: readonly string[]): [string, string][] {
	return names.map((name) => [name, why]);
}

describe('names of variables, functions, classes and wrappers mean nothing', () => {
	test.each(worlds)('$name', async ({folder, texts}) => {
		const renamed = projectFolder(Object.fromEntries(renameNames(texts).texts));
		expect(await factsOf(renamed)).toEqual(await factsOf(folder));
	});
});

describe('names of files and folders mean nothing', () => {
	test.each(worlds.filter(({name}) => !namedByConvention.has(name)))('$name', async ({folder, texts}) => {
		const {texts: moved, names} = renamedFiles(folder, texts);
		const renamed = projectFolder(Object.fromEntries(moved));
		expect(await factsOf(renamed)).toEqual(await factsOf(folder, names));
	});

	test.each([...namedByConvention])('%s is left out: %s', async (name) => {
		const {folder, texts} = worldOf(name);
		const {texts: moved, names} = renamedFiles(folder, texts);
		const renamed = projectFolder(Object.fromEntries(moved));
		// Else it would not have to be left out.
		expect(await factsOf(renamed)).not.toEqual(await factsOf(folder, names));
	});
});

describe('the renaming itself', () => {
	test('reaches nearly every file, and thousands of names', () => {
		const mentions = worlds.map(({texts}) => renameNames(texts).renamed).reduce((sum, each) => sum + each, 0);
		const files = worlds.map(({folder, texts}) => renamedFiles(folder, texts).names.size).reduce((sum, each) => sum + each, 0);
		expect(mentions).toBeGreaterThan(10_000);
		expect(files).toBeGreaterThan(600);
	});

	test('keeps properties, links imports with exports, and moves no line', () => {
		const {texts} = renameNames(
			new Map([
				['a.ts', `import {get} from 'pkg';\nexport const load = (url: string) => get({url});\nexport function open() {}\n`],
				['b.ts', `import {load, open as o} from './a';\nload('/x').open(o);\n`],
			]),
		);
		expect(texts.get('a.ts')).toBe(
			`import {get as q0z} from 'pkg';\nexport const q1z = (q2z: string) => q0z({url: q2z});\n function q3z() {}\n; export {q3z as open};`,
		);
		expect(texts.get('b.ts')).toBe(`import {q1z, open as q4z} from './a';\nq1z('/x').open(q4z);\n`);
	});

	test('files that moved without their importers are noticed', async () => {
		const {folder, texts} = worldOf('wrapper-through-barrels');
		const {names} = renamedFiles(folder, texts);
		const torn = projectFolder(Object.fromEntries([...texts].map(([file, text]) => [names.get(file) ?? file, text])));
		expect(await factsOf(torn)).not.toEqual(await factsOf(folder, names));
	});
});

function worldOf(name: string): (typeof worlds)[number] {
	const world = worlds.find((each) => each.name === name);
	if (world === undefined) throw new Error(`no world ${name}`);
	return world;
}

function textsOf({folder}: World): Map<string, string> {
	const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
	const names = files.map(({parentPath, name}) => path.relative(folder, path.join(parentPath, name)).split(path.sep).join('/'));
	const kept = names.filter((name) => name !== 'expected.json').toSorted();
	return new Map(kept.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

function renamedFiles(folder: string, texts: ReadonlyMap<string, string>): ReturnType<typeof renameFiles> {
	const project = openProject(folder);
	const resolve = (from: string, specifier: string): string | null => {
		const resolved = project.resolve(from, specifier);
		return resolved.kind === 'file' ? resolved.file : null;
	};
	return renameFiles({texts, free: project.files, resolve});
}

/** All that a report says but for names of the code: holes, messages, functions on the way to the data. */
async function factsOf(root: string, names: ReadonlyMap<string, string> = new Map()): Promise<Record<string, string[]>> {
	const {routes, calls, findings, unanalysed, gate, dataFlows} = await analyse({root, cache: false});
	const file = (of: string): string => names.get(of) ?? of;
	const place = (of: {file: string; line: number}): string => `${file(of.file)}:${of.line}`;
	const route = (of: ApiPathsReport['calls'][number]['route']): string => (of === null ? '' : `${of.method} ${of.path} ${place(of)}`);
	return sorted({
		routes: routes.map((each) => `${route(each)} ${each.framework} < ${route(each.shadowedBy)}`),
		calls: calls.map((each) => {
			const to = `${each.method} ${each.origin} ${plain(each.path)} ${place(each)} ${each.client}`;
			const near = each.suggestions.map((one) => `${one.method} ${plain(one.path)}`).join();
			return `${to}: ${each.verdict} ${each.reason} ${route(each.route)} ${each.defects.join()} ${near}`;
		}),
		findings: findings.map((each) => `${each.rule} ${each.severity} ${place(each)} ${each.related.map(place).join()}`),
		unanalysed: unanalysed.map((each) => `${file(each.file)} ${each.reason}`),
		checks: gate.checks.map((each) => `${each.name} ${each.passed}`),
		data: dataFlows.map(
			({call, chain, ends}) => `${place(call)} ${chain.map((each) => `${each.what} ${place(each)}`).join(' > ')} ${ends}`,
		),
	});
}

const plain = (of: string): string => of.replaceAll(/\{[^{}]*\}/g, '{}');

function sorted(lists: Record<string, string[]>): Record<string, string[]> {
	return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.toSorted()]));
}
