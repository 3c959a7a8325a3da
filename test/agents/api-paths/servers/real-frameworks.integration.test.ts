import {symlinkSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import type {FastifyInstance, InjectOptions, RouteOptions} from 'fastify';
import fc from 'fast-check';
import type {Hono} from 'hono';
import {expect, test} from 'vitest';
import {collectFacts} from '../../../../source/agents/api-paths/collect.ts';
import type {Model} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {openProject} from '../../../../source/agents/api-paths/project/open-project.ts';
import {matchesPath, patternOf} from '../../../../source/agents/api-paths/routes/pattern.ts';
import type {Route} from '../../../../source/agents/api-paths/routes/route.ts';
import {fastifyModel} from '../../../../source/agents/api-paths/servers/fastify.ts';
import {honoModel} from '../../../../source/agents/api-paths/servers/hono.ts';
import {projectFolder} from '../../../support/project-folder.ts';
import {fastifyPrograms, honoPrograms} from './random-programs.ts';
import type {Program} from './random-programs.ts';

/** Random programs are read and run: what is read has to be what the framework makes of them. */

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

interface ReadRoute extends Route {
	/** The number in the line that declares it. */
	id: string;
}

test('the table read from a Fastify program is the one that Fastify makes, and answers the same requests', async () => {
	await fc.assert(
		fc.asyncProperty(fastifyPrograms, async (program) => {
			const root = folderOf(program);
			const started = await startFastify(root);
			// Two routes alike are refused at start-up: there is no table to compare with.
			fc.pre(started !== null);
			const {app, table} = started;
			const read = readRoutes(root, fastifyModel);
			const made = table.map(
				(route) =>
					`${methodsOf(route)} ${rooted(route.url)} ${String((route.handler as () => Promise<string>).toString().match(/#\d+/u)?.[0])}`,
			);
			expect(printed(read)).toEqual(made.toSorted());
			for (const probe of probesOf(read)) {
				const answer = await app.inject(probe as InjectOptions);
				const matching = read.filter((route) => answersTo(route, probe)).map(({id}) => id);
				if (answer.statusCode === 404) expect({probe, matching}).toEqual({probe, matching: []});
				else expect({probe, ids: matching}).toEqual({probe, ids: expect.arrayContaining([answer.body])});
			}
			await app.close();
		}),
		{numRuns: 40},
	);
}, 60_000);

test('the table read from a Hono program is the one that Hono makes, in order, and the first route that matches answers', async () => {
	await fc.assert(
		fc.asyncProperty(honoPrograms, async (program) => {
			const root = folderOf(program);
			const {default: app} = (await load(root)) as {default: Hono};
			const read = readRoutes(root, honoModel);
			const made = app.routes
				.filter(({handler}) => handler.name !== 'middleware')
				.map(({method, path: template, handler}) => `${method} ${template} ${String(handler.toString().match(/#\d+/u)?.[0])}`);
			const inOrder = read.toSorted((a, b) => a.order - b.order).map(({method, path: template, id}) => `${method} ${template} ${id}`);
			expect(withoutCopies(inOrder)).toEqual(withoutCopies(made));
			for (const probe of probesOf(read)) {
				const answer = await app.request(probe.url, {method: probe.method});
				const first = read.toSorted((a, b) => a.order - b.order).find((route) => answersTo(route, probe));
				expect({probe, answer: answer.status === 404 ? null : await answer.text()}).toEqual({probe, answer: first?.id ?? null});
			}
		}),
		{numRuns: 40},
	);
}, 60_000);

function folderOf({files}: Program): string {
	const root = projectFolder({...files, 'package.json': '{"type": "module"}'});
	symlinkSync(modules, path.join(root, 'node_modules'));
	return root;
}

const load = (root: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(path.join(root, 'server.mjs')).href);

async function startFastify(root: string): Promise<{app: FastifyInstance; table: RouteOptions[]} | null> {
	try {
		const started = (await load(root)) as {app: FastifyInstance; table: RouteOptions[]};
		await started.app.ready();
		return started;
	} catch (error) {
		expect(String(error)).toMatch(/already declared for route/u);
		return null;
	}
}

function readRoutes(root: string, model: Model): ReadRoute[] {
	const project = openProject(root);
	const {evaluator} = collectFacts(project, {models: [model]});
	const {routes} = model.routes?.(evaluator) ?? {routes: []};
	return routes.map((route) => {
		const {module, at} = route.site;
		const line = (project.readText(module.file) ?? '').split('\n')[module.lineOf(at) - 1] ?? '';
		return {...route, id: /#\d+/u.exec(line)?.[0] ?? ''};
	});
}

const rooted = (url: string): string => (url.startsWith('/') ? url : `/${url}`);
const methodsOf = ({method}: RouteOptions): string =>
	typeof method === 'string' ? method : method.length > 3 ? 'ALL' : method.toSorted().join();

/** One line for each declaration, its methods together as Fastify keeps them. */
function printed(routes: ReadRoute[]): string[] {
	const byPlace = Map.groupBy(routes, ({path: template, id}) => `${template} ${id}`);
	return [...byPlace]
		.map(
			([place, ofPlace]) =>
				`${ofPlace
					.map(({method}) => method)
					.toSorted()
					.join()} ${place}`,
		)
		.toSorted();
}

/** The same line makes a route once, also where an app is routed twice to one path. */
const withoutCopies = (lines: string[]): string[] => [...new Set(lines)];

interface Probe {
	method: string;
	url: string;
}

/** Paths that the templates mean, and near misses of them. */
function probesOf(routes: ReadRoute[]): Probe[] {
	const filled = routes.flatMap(({path: template}) => ['7', 'seven', 'a'].map((value) => fill(template, value)));
	const urls = [
		...filled,
		'/',
		'/a',
		'/nothing',
		...filled.flatMap((url) => [`${url}/`, `${url}/more`, url.replace(/\/$/u, ''), url.toUpperCase()]),
	];
	const distinct = [...new Set(urls)].filter((url) => url.startsWith('/') && !url.includes('//')).slice(0, 30);
	return distinct.flatMap((url) => ['GET', 'PUT'].map((method) => ({method, url})));
}

const fill = (template: string, value: string): string => template.replace(/:\w+(?:\{[^}]*\})?\??/gu, value).replace('*', 'x/y');

const answersTo = (route: Route, {method, url}: Probe): boolean =>
	(route.method === 'ALL' || route.method === method) && matchesPath(patternOf(route), url);
