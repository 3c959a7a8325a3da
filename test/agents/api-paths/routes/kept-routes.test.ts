import {describe, expect, test} from 'vitest';
import type {Module} from '../../../../source/agents/api-paths/code/ir.ts';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import type {Machine, Model} from '../../../../source/agents/api-paths/evaluate/machine.ts';
import {newRouteMemory, recallRoutes} from '../../../../source/agents/api-paths/routes/kept-routes.ts';
import type {Route} from '../../../../source/agents/api-paths/routes/route.ts';
import {route} from '../matching/build.ts';

/** A server with one route, in a project of some files; its model counts how often it is asked. */
function world(files: Record<string, string>) {
	const modules = Object.entries(files).map(([file, text]) => readModule(file, text));
	const server = modules.find(({file}) => file === 'server.ts')!;
	const state = {path: '/a', asked: 0};
	const model: Model = {
		name: 'counting',
		routes: () => {
			state.asked++;
			const app = state.asked;
			return {routes: [{...route(`GET ${state.path}`), app, site: {module: server, at: 0}} satisfies Route], opaque: []};
		},
	};
	const machine = {
		modules: () => modules,
		project: {resolve: (_: string, source: string) => ({kind: 'file', file: `${source.slice(2)}.ts`})},
		eachOf: () => [],
	} as unknown as Machine;
	const edit = (file: string): void => {
		const module = modules.find((one) => one.file === file)!;
		const edited: Partial<Module> = {funcs: [...module.funcs]};
		Object.assign(module, edited);
	};
	return {model, machine, state, edit};
}

const project = {
	'server.ts': `import './handler'; export const app = 1;`,
	'handler.ts': `import './query'; export const handler = () => 1;`,
	'query.ts': `export const query = () => 1;`,
	'main.ts': `import './page';`,
	'page.ts': `export const page = () => fetch('/a');`,
	'plugin.js': `module.exports = () => 1;`,
};

describe('routes of an evaluation that goes on', () => {
	test('are not gathered again when code of clients was edited', () => {
		const {model, machine, state, edit} = world(project);
		const memory = newRouteMemory();
		const first = recallRoutes(memory, [model], machine);
		memory.clients = new Set(['page.ts']);
		edit('page.ts');
		edit('main.ts');
		expect(recallRoutes(memory, [model], machine)).toBe(first);
		expect(state.asked).toBe(1);
	});

	test.each(['server.ts', 'handler.ts', 'query.ts', 'plugin.js'])(
		'are gathered again when %s was edited, and stay the same where they are',
		(file) => {
			const {model, machine, state, edit} = world(project);
			const memory = newRouteMemory();
			const first = recallRoutes(memory, [model], machine);
			memory.clients = new Set(['page.ts']);
			edit(file);
			expect(recallRoutes(memory, [model], machine)).toBe(first);
			expect(state.asked).toBe(2);
			state.path = '/b';
			edit(file);
			expect(recallRoutes(memory, [model], machine).routes.map(({path}) => path)).toEqual(['/b']);
		},
	);

	test('are gathered again for another evaluation', () => {
		const {model, machine, state} = world(project);
		const memory = newRouteMemory();
		recallRoutes(memory, [model], machine);
		recallRoutes(memory, [model], {...machine});
		expect(state.asked).toBe(2);
	});
});
