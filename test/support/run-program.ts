import {spawn} from 'node:child_process';

/** The built program. `npm test` builds it first. */
export const bin = new URL('../../dist/bin.js', import.meta.url).pathname;
export const register = new URL('../../dist/register.js', import.meta.url).href;

export interface Ended {
	code: number | null;
	stdout: string;
	stderr: string;
}

/** Runs the built program (or another Node program) without a terminal until it ends; it is killed after `timeoutMs`, and that fails the caller. */
export async function runProgram(
	args: readonly string[],
	options: {env?: NodeJS.ProcessEnv; cwd?: string; input?: string; timeoutMs?: number; program?: string} = {},
): Promise<Ended> {
	const {env = {}, cwd, input = '', timeoutMs = 30_000, program = bin} = options;
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [program, ...args], {cwd, env: {...cleanEnv(), ...env}, stdio: ['pipe', 'pipe', 'pipe']});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
		child.stdin.on('error', () => undefined).end(input);
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			reject(new Error(`${args.join(' ')} did not end within ${timeoutMs} ms; it wrote:\n${stdout}\n${stderr}`));
		}, timeoutMs);
		child.once('error', reject);
		child.once('close', (code) => {
			clearTimeout(timer);
			resolve({code, stdout, stderr});
		});
	});
}

/** The environment without settings of ours and without what the test runner put there. */
export function cleanEnv(): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(
		([name]) => !/^(ESA_HEALTH_|VITEST|TEST$|NODE_ENV$|ACCESSIBLE$|NODE_OPTIONS$|CI$)/.test(name),
	);
	return Object.fromEntries(kept);
}
