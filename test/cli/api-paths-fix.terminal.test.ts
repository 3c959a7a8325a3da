import {readFileSync} from 'node:fs';
import path from 'node:path';
import {spawn} from '@lydell/node-pty';
import {expect, onTestFinished, test} from 'vitest';
import {projectFolder} from '../support/project-folder.ts';
import {cleanEnv} from '../support/run-program.ts';

const program = new URL('../../source/bin.ts', import.meta.url).pathname;
const files = {
	'server.js': `import express from 'express';\nconst app = express();\napp.put('/api/users/:id', (request, response) => response.json({}));\napp.listen(3000);\n`,
	'client/api.js': "export const save = (id) => fetch(`/api/users/${id}`, {method: 'POST'});\n",
	'package.json': '{"dependencies": {"express": "^5.0.0"}}',
};

/** Starts `--fix` on a terminal, waits for its question, and answers it. */
async function answer(keys: string): Promise<{root: string; text: string; code: number}> {
	const root = projectFolder(files);
	const terminal = spawn(process.execPath, [program, 'api-paths', root, '--fix', '--no-cache'], {
		cols: 200,
		rows: 50,
		env: {...cleanEnv(), TERM: 'xterm'},
	});
	onTestFinished(() => terminal.kill('SIGKILL'));
	let text = '';
	terminal.onData((chunk) => (text += chunk));
	const ended = new Promise<number>((resolve) => terminal.onExit(({exitCode}) => resolve(exitCode)));
	await expect.poll(() => text, {timeout: 20_000}).toContain('Write this change? [y/N]');
	terminal.write(keys);
	return {root, code: await ended, text};
}

const clientOf = (root: string) => readFileSync(path.join(root, 'client/api.js'), 'utf8');

test('--fix shows the change and writes it after a yes', async () => {
	const {root, code, text} = await answer('y\r');
	expect(text).toContain("+export const save = (id) => fetch(`/api/users/${id}`, {method: 'PUT'});");
	expect(clientOf(root)).toContain('PUT');
	expect(code).toBe(0);
});

test.each([
	['return', '\r'],
	['no', 'n\r'],
	['Ctrl-D', '\u0004'],
	['Ctrl-C', '\u0003'],
])('--fix writes nothing after %s', async (_, keys) => {
	const {root, code} = await answer(keys);
	expect(clientOf(root)).toBe(files['client/api.js']);
	expect(code).toBe(1);
});
