import {spawn, type ChildProcess} from 'node:child_process';
import {EsaError} from '../basics/esa-error.ts';

const restartMs = 10_000;
const startMs = 20_000;

export interface SupervisedService {
	url: string;
	close(): Promise<void>;
}

/**
 * Runs the sample service as a child process and starts it anew, on the same port and store, 10 s after it died: long enough to see on the
 * screen what a dead service looks like. The child ends with this process, since it watches the channel between them.
 */
export async function superviseService(store: string): Promise<SupervisedService> {
	let closing = false;
	let timer: NodeJS.Timeout | undefined;
	let {child, url} = await startChild('127.0.0.1:0', store);
	const watch = () => {
		child.once('exit', () => {
			if (!closing) timer = setTimeout(restart, restartMs);
		});
	};
	const restart = () => {
		startChild(new URL(url).host, store).then(
			(started) => {
				({child} = started);
				// Asked to end while it was starting.
				if (closing) child.kill();
				else watch();
			},
			() => {
				if (!closing) timer = setTimeout(restart, restartMs);
			},
		);
	};
	watch();
	return {
		url,
		async close() {
			closing = true;
			clearTimeout(timer);
			await stopChild(child);
		},
	};
}

async function startChild(listen: string, store: string): Promise<{child: ChildProcess; url: string}> {
	const child = spawn(process.execPath, [process.argv[1] ?? '', 'demo-service', '--listen', listen, '--store', store], {
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
	});
	let said = '';
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-2000);
	});
	return new Promise((resolve, reject) => {
		const fail = (why: string) => {
			child.kill('SIGKILL');
			reject(new EsaError('demo', `The sample service did not start: ${why}`));
		};
		const timer = setTimeout(fail, startMs, 'it said nothing for 20 s.');
		child.once('error', (error) => fail(error.message));
		child.once('exit', (code) => fail(said.trim() || `it ended with code ${code}.`));
		child.once('message', (message) => {
			clearTimeout(timer);
			child.removeAllListeners('exit');
			resolve({child, url: (message as {url: string}).url});
		});
	});
}

async function stopChild(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	await new Promise<void>((resolve) => {
		const force = setTimeout(() => child.kill('SIGKILL'), 3000);
		child.once('exit', () => {
			clearTimeout(force);
			resolve();
		});
		child.kill('SIGTERM');
	});
}
