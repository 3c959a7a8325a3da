import {readFileSync} from 'node:fs';
import {findPackageJSON} from 'node:module';

/** This package's version, or `unknown` where a user's bundler has moved the code away from its package.json. */
export const version = readVersion();

function readVersion(): string {
	const file = findPackageJSON(import.meta.url);
	if (file === undefined) return 'unknown';
	const {name, version: found} = JSON.parse(readFileSync(file, 'utf8')) as {name?: string; version?: string};
	return name === 'esa-health' && found !== undefined ? found : 'unknown';
}
