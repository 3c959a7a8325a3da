import {cpSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {analyse, createAnalysis} from '../../../source/agents/api-paths/analyse.ts';
import {followFacts} from '../../../source/agents/api-paths/collect-again.ts';
import {models} from '../../../source/agents/api-paths/models.ts';
import {openProject} from '../../../source/agents/api-paths/project/open-project.ts';
import {writeCorpus} from '../../bench/api-paths/corpus.ts';
import {readWorlds} from '../../support/path-worlds.ts';
import type {World} from '../../support/path-worlds.ts';
import {projectFolder} from '../../support/project-folder.ts';
import {randomEdit} from '../../support/random-edits.ts';
import {seededRandom} from '../../support/seeded-random.ts';
import {temporaryFolder} from '../../support/temporary-folder.ts';

const worlds = readWorlds(path.join(import.meta.dirname, 'worlds'));

describe('a report after edits is the one of a first look', () => {
	test.each(worlds.map(({name, folder}, index) => ({name, folder, seed: index + 1})))('$name', async ({folder, seed}) => {
		const root = temporaryFolder();
		cpSync(folder, root, {recursive: true});
		expect(await differencesAfterEdits(root, seed, 4)).toEqual([]);
	});

	test.each([1, 2, 3, 4, 5, 6])('several programs in one folder, %i', async (seed) => {
		const random = seededRandom(seed);
		const root = temporaryFolder();
		for (let place = 0; place < 14; place++) cpSync(oneOf(worlds, random).folder, path.join(root, `part${place}`), {recursive: true});
		expect(await differencesAfterEdits(root, seed, 12)).toEqual([]);
	});

	test('an application of 150 files', async () => {
		const root = temporaryFolder();
		writeCorpus(root, 150);
		expect(await differencesAfterEdits(root, 1, 25)).toEqual([]);
	});
});

function oneOf(all: readonly World[], random: () => number): World {
	return all[Math.floor(random() * all.length)]!;
}

interface Difference {
	after: string;
	got: string;
	wanted: string;
}

async function differencesAfterEdits(root: string, seed: number, edits: number): Promise<Difference[]> {
	const differences: Difference[] = [];
	const random = seededRandom(seed);
	const live = createAnalysis({root});
	const originals = new Map<string, string>();
	for (let number = 0; number < edits; number++) {
		const {files} = openProject(root, {ignore: []});
		const file = files[Math.floor(random() * files.length)];
		if (file === undefined) break;
		const what = editFile(root, file, originals, random, number);
		const got = JSON.stringify(live.update([what.file]), null, '\t');
		const wanted = JSON.stringify(await analyse({root, cache: false}), null, '\t');
		if (got !== wanted) differences.push({after: `${what.what}: ${what.file}`, got, wanted});
	}
	return differences;
}

function editFile(
	root: string,
	file: string,
	originals: Map<string, string>,
	random: () => number,
	number: number,
): {what: string; file: string} {
	const text = readFileSync(path.join(root, file), 'utf8');
	if (!originals.has(file)) originals.set(file, text);
	const edit = randomEdit(text, originals.get(file) ?? text, random, number);
	const target = edit.copy ? file.replace(/(?=\.\w+$)/, `-copy${number}`) : file;
	if (edit.text === null) rmSync(path.join(root, target));
	else writeFileSync(path.join(root, target), edit.text);
	return {what: edit.what, file: target};
}

const shop = {
	'package.json': '{"dependencies": {"express": "5", "react": "19", "@tanstack/react-query": "5"}}',
	'server.js':
		"import express from 'express';\nimport {prefix} from './paths.js';\nconst app = express();\napp.get(`${prefix}/users`, list);\nfunction list(request, response) {\n\tresponse.json([]);\n}\n",
	'paths.js': "export const prefix = '/api';\n",
	'client/http.js': 'export function send(method, path) {\n\treturn fetch(`/api/${path}`, {method});\n}\n',
	'client/use-users.js':
		"import {useQuery} from '@tanstack/react-query';\nimport {send} from './http.js';\nexport function useUsers() {\n\treturn useQuery({queryKey: ['users'], queryFn: () => send('GET', 'users')});\n}\n",
	'client/users.jsx':
		"import {useUsers} from './use-users.js';\nexport function Users() {\n\tconst {data} = useUsers();\n\treturn <ul>{data.map(({id}) => <li key={id}>{id}</li>)}</ul>;\n}\n",
	'client/main.jsx':
		"import {lazy} from 'react';\nimport {createRoot} from 'react-dom/client';\nimport {Users} from './users.jsx';\nexport const pages = {users: Users};\n",
};

describe('what an edit does not concern is not evaluated again', () => {
	const edits: {what: string; file: keyof typeof shop; from: string; to: string}[] = [
		{what: 'a component', file: 'client/users.jsx', from: 'const {data}', to: "fetch('/api/users/me');\n\tconst {data}"},
		{what: 'a hook', file: 'client/use-users.js', from: "'GET', 'users'", to: "'GET', 'people'"},
		{what: 'a wrapper and all that call it', file: 'client/http.js', from: '`/api/', to: '`/rest/'},
		{what: 'a handler of a route', file: 'server.js', from: 'response.json([])', to: "fetch('https://example.com/list')"},
		{what: 'a new function', file: 'paths.js', from: 'export', to: "export const ask = () => fetch('/api/asked');\nexport"},
		{
			what: 'an import of what runs before',
			file: 'client/users.jsx',
			from: 'import',
			to: "import {send} from './http.js';\nimport axios from 'axios';\nimport",
		},
		{what: 'a remark', file: 'server.js', from: 'const app', to: '// the program\nconst app'},
	];
	test.each(edits)('$what', async ({file, from, to}) => {
		const root = projectFolder(shop);
		const [before, after] = [shop[file], shop[file].replace(from, to)];
		let project = openProject(root, {ignore: []});
		const collection = followFacts(project, {models});
		const live = createAnalysis({root});
		for (const text of [after, before]) {
			writeFileSync(path.join(root, file), text);
			project = project.update([file]);
			expect(collection.update(project, [file]).edited).toEqual([file]);
			expect(live.update([file])).toEqual(await analyse({root, cache: false}));
		}
	});

	test.each([
		{what: 'a constant that others are made with', file: 'paths.js', text: "export const prefix = '/rest';\n"},
		{what: 'a route', file: 'server.js', text: shop['server.js'].replace('app.get', 'app.post')},
		{what: 'a file with an error', file: 'client/users.jsx', text: 'export function Users( {'},
		{what: 'an import of what runs later', file: 'client/http.js', text: `import './main.jsx';\n${shop['client/http.js']}`},
	])('but all is, after $what', async ({file, text}) => {
		const root = projectFolder(shop);
		const project = openProject(root, {ignore: []});
		const collection = followFacts(project, {models});
		const live = createAnalysis({root});
		writeFileSync(path.join(root, file), text);
		expect(collection.update(project.update([file]), [file]).edited).toBeNull();
		expect(live.update([file])).toEqual(await analyse({root, cache: false}));
	});
});
