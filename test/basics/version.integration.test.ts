import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {version} from '../../source/basics/version.ts';

const source = new URL('../../source/basics/version.ts', import.meta.url);
const manifest = new URL('../../package.json', import.meta.url);
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'esa-version-'));
	copyFileSync(source, join(folder, 'version.mts'));
});

afterEach(() => rmSync(folder, {recursive: true}));

test('the version is that of the package', () => {
	expect(version).toBe((JSON.parse(readFileSync(manifest, 'utf8')) as {version: string}).version);
});

test('a bundle without a package.json above it starts, and its version is unknown', () => {
	expect(versionSeenIn(folder)).toBe('unknown');
});

test.each([
	['a service of its own', {name: 'shop', version: '3.2.1'}, 'unknown'],
	['no version', {name: 'esa-health'}, 'unknown'],
	['ours', {name: 'esa-health', version: '9.8.7'}, '9.8.7'],
])('a bundle beside the package.json of %s', (_, found, told) => {
	writeFileSync(join(folder, 'package.json'), JSON.stringify(found));
	expect(versionSeenIn(folder)).toBe(told);
});

function versionSeenIn(cwd: string): string {
	const code = "import('./version.mts').then(({version}) => process.stdout.write(version))";
	return execFileSync(process.execPath, ['-e', code], {cwd, encoding: 'utf8'});
}
