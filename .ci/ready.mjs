// Makes `npm start` and `npm test` work from a clone without node_modules: installs when nothing, or something older, is installed.
// Runs on whatever Node the machine has; the scripts after it run on the Node 24 that this installs.
import {spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';

const root = new URL('../', import.meta.url);
const installed = new URL('node_modules/.package-lock.json', root);
const lock = new URL('package-lock.json', root);

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
	console.error('esa-health: installing dependencies (once) …');
	const {status} = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts=false'], {
		cwd: root,
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		console.error('esa-health: `npm ci` failed; see its message above.');
		process.exit(status ?? 1);
	}
}
