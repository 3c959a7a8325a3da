import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

/** A real database server that a test started. */
export interface DatabaseServer {
	host: string;
	port: number;
	/** What it has printed so far. */
	log(): string;
	stop(): Promise<void>;
}

/** Under whom a server runs: database servers refuse to be root. */
interface User {
	uid: number;
	gid: number;
}

/** The account to run a server under: ourselves, or, for root, the one that the server's package made; undefined: there is none. */
export function unprivileged(account: string): User | undefined {
	const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
	if (uid !== 0) return {uid, gid};
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith(`${account}:`));
	const fields = line?.split(':');
	return fields === undefined ? undefined : {uid: Number(fields[2]), gid: Number(fields[3])};
}

/** Where a program is: in one of the folders or on the PATH. */
export function findProgram(name: string, folders: readonly string[]): string | undefined {
	return [...folders, ...(process.env['PATH'] ?? '').split(path.delimiter)]
		.map((folder) => path.join(folder, name))
		.find((file) => existsSync(file));
}

/** A port that nobody listened on a moment ago: these servers cannot be given port 0. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** A new folder that belongs to the server's account. */
export function serverFolder({uid, gid}: User): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'esa-health-test-db-'));
	chownSync(folder, uid, gid);
	return folder;
}

/** Runs a program to its end; rejects with what it printed. */
export async function runAs({uid, gid}: User, program: string, args: readonly string[]): Promise<void> {
	execFileSync(program, args, {uid, gid, stdio: 'pipe', cwd: tmpdir(), env: {PATH: process.env['PATH'], LC_ALL: 'C.UTF-8'}});
}

interface ServerToStart {
	user: User;
	program: string;
	args: readonly string[];
	folder: string;
	port: number;
	/** The signal for which it ends without waiting for its clients. */
	quit: NodeJS.Signals;
	/** Rejects while it does not take queries: a port can be open before. */
	ask: (port: number) => Promise<unknown>;
	files?: Readonly<Record<string, string>>;
}

/** Starts a server and waits until it takes connections. */
export async function startServer({user, program, args, folder, port, quit, ask, files = {}}: ServerToStart): Promise<DatabaseServer> {
	for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
	const child = spawn(program, args, {
		...user,
		cwd: folder,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {PATH: process.env['PATH'], LC_ALL: 'C.UTF-8'},
	});
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	const endWithTests = () => child.kill('SIGKILL');
	process.once('exit', endWithTests);
	const stop = async () => {
		process.off('exit', endWithTests);
		await end(child, quit);
		rmSync(folder, {recursive: true, force: true});
	};
	await answers(child, () => ask(port)).catch(async (error: unknown) => {
		await stop();
		throw new Error(`${program} did not come up:\n${printed}`, {cause: error});
	});
	return {host: '127.0.0.1', port, log: () => printed, stop};
}

async function answers(child: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
	let refusal: unknown;
	for (let tries = 0; tries < 400; tries++) {
		if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
		const answered = await ask().then(
			() => true,
			(error: unknown) => ((refusal = error), false),
		);
		if (answered) return;
		await sleep(50);
	}
	throw new Error('it answered no query within 20 s', {cause: refusal});
}

async function end(child: ChildProcess, quit: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, 'exit');
	child.kill(quit);
	await Promise.race([gone, sleep(5000, undefined, {ref: false}).then(() => child.kill('SIGKILL'))]);
	await gone;
}
