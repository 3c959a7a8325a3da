import {createServer} from 'node:http';
import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {register, runProgram} from '../support/run-program.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'esa-health-register-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Runs a small program under the built `--import esa-health/register`. */
async function underRegister(source: string, env: NodeJS.ProcessEnv = {}, name = 'program.mjs') {
	const program = path.join(folder, name);
	writeFileSync(program, source);
	return runProgram([register, program], {program: '--import', cwd: folder, env: {ESA_HEALTH_STORE: ':memory:', ...env}});
}

test('a service whose chosen port is taken is told so, and is not measured behind its back', async () => {
	const taken = createServer();
	await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
	const {port} = taken.address() as AddressInfo;
	const ended = await underRegister(
		`import {hasSubscribers} from 'node:diagnostics_channel'; console.log(hasSubscribers('http.server.request.start'))`,
		{ESA_HEALTH_LISTEN: `127.0.0.1:${port}`},
	);
	taken.close();
	expect(ended).toMatchObject({code: 0, stdout: 'false\n'});
	expect(ended.stderr).toContain(`not measuring: Port ${port}`);
});

test('the workers of a cluster have a wire each, and the primary does not hear of them', async () => {
	const ended = await underRegister(`
		import cluster from 'node:cluster';
		if (cluster.isPrimary) {
			cluster.on('listening', (worker, {port}) => console.log('listening', port));
			for (const worker of [cluster.fork(), cluster.fork()]) worker.on('message', () => Object.values(cluster.workers).forEach((each) => each.send('heard')));
		} else {
			let heard = 0;
			process.send('ready');
			process.on('message', () => ++heard === 2 && process.disconnect());
		}`);
	expect(ended).toMatchObject({code: 0, stdout: ''});
	const wires = ended.stderr.match(/http:\S+/g);
	expect(wires).toHaveLength(3);
	expect(new Set(wires).size).toBe(3);
});

test('two programs of one folder do not mix their numbers', async () => {
	const state = path.join(folder, 'state');
	for (const name of ['server.mjs', 'worker.mjs', 'server.mjs'])
		await underRegister('', {ESA_HEALTH_STORE: '', XDG_STATE_HOME: state}, name);
	expect(readdirSync(path.join(state, 'esa-health')).filter((file) => file.endsWith('.db'))).toHaveLength(2);
});

test('a package manager that starts the service does not take its place', async () => {
	expect(await underRegister('console.log(1)', {}, 'npm-cli.js')).toEqual({code: 0, stdout: '1\n', stderr: ''});
});
