import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {cleanEnv, register} from './run-program.ts';

export interface RegisteredService extends AsyncDisposable {
	/** Where the service answers. */
	url: string;
	/** Where the wire answers. */
	wire: string;
	child: ChildProcess;
	stderr(): string;
	/** Ends it as a crash would. */
	kill(): Promise<void>;
	/** Starts it anew on the same two ports and the same store. */
	restart(): Promise<void>;
}

/** Starts a program under the built `--import esa-health/register`; it must print its URL on stdout. */
export async function startRegistered(program = new URL('small-service.ts', import.meta.url).pathname): Promise<RegisteredService> {
	const folder = mkdtempSync(path.join(tmpdir(), 'esa-health-service-'));
	let started = await start(program, folder, '127.0.0.1:0', '0');
	const kill = async () => {
		const {child} = started;
		if (child.exitCode !== null || child.signalCode !== null) return;
		await new Promise((resolve) => {
			child.once('exit', resolve);
			child.kill('SIGKILL');
		});
	};
	return {
		url: started.url,
		wire: started.wire,
		get child() {
			return started.child;
		},
		stderr: () => started.stderr(),
		kill,
		async restart() {
			await kill();
			started = await start(program, folder, new URL(started.wire).host, new URL(started.url).port);
		},
		async [Symbol.asyncDispose]() {
			await kill();
			rmSync(folder, {recursive: true, force: true});
		},
	};
}

async function start(
	program: string,
	folder: string,
	listen: string,
	port: string,
): Promise<{child: ChildProcess; url: string; wire: string; stderr(): string}> {
	const child = spawn(process.execPath, ['--import', register, path.resolve(program)], {
		// Not the folder of this repository: its agent would read all of it.
		cwd: folder,
		env: {...cleanEnv(), PORT: port, ESA_HEALTH_NAME: 'small', ESA_HEALTH_LISTEN: listen, ESA_HEALTH_STORE: path.join(folder, 'health.db')},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	return new Promise((resolve, reject) => {
		const check = () => {
			const url = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0];
			const wire = /--url (http:\S+)/.exec(stderr)?.[1];
			if (url === undefined || wire === undefined) return;
			child.removeAllListeners('exit');
			resolve({child, url, wire, stderr: () => stderr});
		};
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			check();
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
			check();
		});
		child.once('exit', (code) => reject(new Error(`${program} ended with ${code}: ${stderr}`)));
	});
}
