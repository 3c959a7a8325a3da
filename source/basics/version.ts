import {readFileSync} from 'node:fs';
import {findPackageJSON} from 'node:module';
import {basename} from 'node:path';

/** This package's version, or `unknown` where a user's bundler has moved the code away from its package.json. */
export const version = readVersion();

function readVersion(): string {
	const file = findPackageJSON(import.meta.url);
	// Where there is none above, Node 24 answers with the module's own path.
	if (file === undefined || basename(file) !== 'package.json') return 'unknown';
	const {name, version: found} = JSON.parse(readFileSync(file, 'utf8')) as {name?: string; version?: string};
	return name === 'esa-health' && found !== undefined ? found : 'unknown';
}
