import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import {findProgram, freePort, runAs, serverFolder, startServer, unprivileged, type DatabaseServer} from './database-server.ts';

const folders = existsSync('/usr/lib/postgresql')
	? readdirSync('/usr/lib/postgresql')
			.toSorted((a, b) => Number(b) - Number(a))
			.map((version) => path.join('/usr/lib/postgresql', version, 'bin'))
	: [];
const initdb = findProgram('initdb', folders);
const postgres = findProgram('postgres', folders);

/** False: PostgreSQL's server is not installed here (Debian: postgresql), and tests over it are skipped. */
export const hasPostgres = initdb !== undefined && postgres !== undefined && unprivileged('postgres') !== undefined;
if (!hasPostgres) console.error('SKIPPED: tests over PostgreSQL, since its server is not installed here (Debian package "postgresql").');

/** A PostgreSQL of its own in a temporary folder, on loopback, with no password for the user `postgres`. Ended by `stop()`, by its pid. */
export interface PostgresServer extends DatabaseServer {
	/** `postgres://postgres@127.0.0.1:PORT/postgres`. */
	connectionString: string;
}

/** Starts one; `settings` are lines of postgresql.conf as `name=value`. Rejects with what it printed if it does not come up within 20 s. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
	const user = unprivileged('postgres')!;
	const folder = serverFolder(user);
	const data = path.join(folder, 'data');
	await runAs(user, initdb!, ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8']);
	const port = await freePort();
	const options = [
		'fsync=off',
		'synchronous_commit=off',
		'full_page_writes=off',
		'listen_addresses=127.0.0.1',
		`unix_socket_directories=${folder}`,
	];
	const args = ['-D', data, '-p', String(port), ...[...options, ...settings].flatMap((setting) => ['-c', setting])];
	const server = await startServer({user, program: postgres!, args, folder, port, quit: 'SIGINT', ask});
	return {...server, connectionString: `postgres://postgres@127.0.0.1:${port}/postgres`};
}

async function ask(port: number): Promise<void> {
	const client = new pg.Client({host: '127.0.0.1', port, user: 'postgres', database: 'postgres'});
	client.on('error', () => undefined);
	await client.connect();
	await client.end();
}
