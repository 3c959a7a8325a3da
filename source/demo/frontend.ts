import {existsSync, readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {EsaError} from '../basics/esa-error.ts';
import type {Reply} from './router.ts';

const types: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
};

/** The pages' files, by path. They are real files, since the agents that read code read them too. */
export function readFrontend(folder = frontendFolder()): Map<string, Reply> {
	return new Map(
		readdirSync(folder).map((name) => {
			return [
				`/${name}`,
				{type: types[path.extname(name)] ?? 'application/octet-stream', body: readFileSync(path.join(folder, name), 'utf8')},
			];
		}),
	);
}

/** The folder of the sample shop's code, pages and all: what the agents that read code are given, and what its findings' files are relative to. */
export function shopFolder(beside = import.meta.url): string {
	return path.resolve(frontendFolder(beside), '..');
}

/** Beside this file in the sources; of a bundle the copy beside it, which its map of lines leads to. */
export function frontendFolder(beside = import.meta.url): string {
	const places = ['./frontend/', './demo/frontend/', '../source/demo/frontend/'].map((place) => fileURLToPath(new URL(place, beside)));
	const found = places.find((place) => existsSync(path.join(place, 'index.html')));
	if (found === undefined)
		throw new EsaError('demo', `The sample shop's pages are in none of ${places.join(', ')}. Is the installation complete?`);
	return found;
}
