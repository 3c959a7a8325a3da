import {expect, test} from 'vitest';
import {analyse} from '../../../../source/agents/api-paths/analyse.ts';
import {projectFolder} from '../../../support/project-folder.ts';

const names = Object.getOwnPropertyNames(Object.prototype);

test('a program may ask anything for what all objects have, and its calls are told', async () => {
	const root = projectFolder({
		'package.json': '{"dependencies": {"express": "5", "axios": "1", "hono": "4", "jquery": "3"}}',
		'all.js': [
			"import express from 'express';",
			"import axios from 'axios';",
			"import {Hono} from 'hono';",
			"import $ from 'jquery';",
			`import {${names.join(', ')}} from 'axios';`,
			"import constructor from 'constructor';",
			'const things = [express, express(), axios, axios.create(), new Hono(), $, $.ajax, fetch, Object, Array, JSON, Promise, [1], window, constructor];',
			'export function ask(given) {',
			...names.flatMap((name) => [
				`	for (const thing of [...things, given]) thing.${name}('x').split(',')[0];`,
				`	express().${name}('x')[0];`,
				`	axios.create({}).${name}('x').y();`,
				`	new Hono().${name}('x').y();`,
				`	$.${name}('x').y();`,
				`	Object.${name}('x').y(); [1].${name}('x').y();`,
			]),
			'	toString(); valueOf().x;',
			"	return fetch('/api/users');",
			'}',
		].join('\n'),
	});
	const {calls} = await analyse({root, cache: false});
	expect(calls.map(({path}) => path)).toContain('/api/users');
});
