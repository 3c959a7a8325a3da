import {expect, test} from 'vitest';
import {sourceOf, startCommands} from '../../../../../source/agents/api-paths/servers/fastify/command.ts';

test.each([
	['"start": "fastify start app.js"', [{file: 'app.js', prefix: ''}]],
	['"dev": "fastify start -w -l info -P dist/app.js"', [{file: 'dist/app.js', prefix: ''}]],
	[
		'"dev": "npm run build && fastify start --prefix /api -p 3000 ./server/app.mjs --watch && echo done.js"',
		[{file: './server/app.mjs', prefix: '/api'}],
	],
	['"dev": "concurrently \\"fastify start app.ts\\" \\"vite\\""', [{file: 'app.ts', prefix: ''}]],
	['"start": "fastify start --options", "build": "fastify generate x.js"', []],
])('scripts %s start %j', (scripts, commands) => {
	expect(startCommands(`{"scripts": {${scripts}}}`)).toEqual(commands);
});

test.each([
	['app.js', ['app.js', 'dist.js'], 'app.js'],
	['./app.js', ['app.ts'], 'app.ts'],
	['dist/app.js', ['src/app.ts', 'src/legacy/app.ts'], 'src/app.ts'],
	['dist/server/app.js', ['src/server/app.ts', 'src/app.ts'], 'src/server/app.ts'],
	['build/app.js', ['src/main.ts'], null],
])('%s of a script is the source in %j: %s', (named, files, source) => {
	expect(sourceOf(files, '', named)).toBe(source);
});

test('the source is looked for in the package of the script', () => {
	expect(sourceOf(['apps/api/src/app.ts', 'src/app.ts'], 'apps/api/', 'dist/app.js')).toBe('apps/api/src/app.ts');
});
