import path from 'node:path';
import mysql from 'mysql2/promise';
import {findProgram, freePort, runAs, serverFolder, startServer, unprivileged, type DatabaseServer} from './database-server.ts';

const install = findProgram('mariadb-install-db', ['/usr/bin']);
const mariadbd = findProgram('mariadbd', ['/usr/sbin']);

/** False: MariaDB's server is not installed here (Debian: mariadb-server), and tests over it are skipped. */
export const hasMariadb = install !== undefined && mariadbd !== undefined && unprivileged('mysql') !== undefined;
if (!hasMariadb) console.error('SKIPPED: tests over MariaDB, since its server is not installed here (Debian package "mariadb-server").');

/** A MariaDB of its own in a temporary folder, on loopback; its user `root` has no password, its database is `test`. Ended by `stop()`, by its pid. */
export interface MariadbServer extends DatabaseServer {
	/** `mysql://root@127.0.0.1:PORT/test`. */
	connectionString: string;
}

/** Starts one. Rejects with what it printed if it does not come up within 20 s. */
export async function startMariadb(): Promise<MariadbServer> {
	const user = unprivileged('mysql')!;
	const folder = serverFolder(user);
	const data = path.join(folder, 'data');
	await runAs(user, install!, ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db']);
	const port = await freePort();
	const args = [
		'--no-defaults',
		`--datadir=${data}`,
		`--socket=${path.join(folder, 'socket')}`,
		'--bind-address=127.0.0.1',
		`--port=${port}`,
		'--innodb-flush-log-at-trx-commit=0',
		'--innodb-buffer-pool-size=16M',
		`--init-file=${path.join(folder, 'init.sql')}`,
	];
	const server = await startServer({
		user,
		program: mariadbd!,
		args,
		folder,
		port,
		quit: 'SIGTERM',
		ask,
		files: {
			'init.sql': "CREATE DATABASE test;\nCREATE USER 'root'@'127.0.0.1';\nGRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n",
		},
	});
	return {...server, connectionString: `mysql://root@127.0.0.1:${port}/test`};
}

async function ask(port: number): Promise<void> {
	const connection = await mysql.createConnection({host: '127.0.0.1', port, user: 'root', database: 'test'});
	await connection.end();
}
