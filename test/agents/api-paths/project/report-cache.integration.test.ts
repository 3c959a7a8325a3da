import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openReportCache, type ReportCache} from '../../../../source/agents/api-paths/project/report-cache.ts';
import {temporaryFolder} from '../../../support/temporary-folder.ts';

function cacheIn(folder: string, given: {root?: string; options?: unknown; program?: string | null} = {}): ReportCache & {said: string[]} {
	const said: string[] = [];
	const cache = openReportCache({
		root: '/project',
		options: {},
		program: '1',
		...given,
		env: {XDG_CACHE_HOME: folder},
		debug: (sentence) => said.push(sentence),
	});
	return {...cache, said};
}

const filesOf = (folder: string) =>
	readdirSync(path.join(folder, 'esa-health/api-paths')).map((name) => path.join(folder, 'esa-health/api-paths', name));

test('gives back what was kept for the same fingerprint, root, options and program', () => {
	const folder = temporaryFolder();
	cacheIn(folder).write('f1', '{"a": 1}');
	expect(cacheIn(folder).read('f1')).toBe('{"a": 1}');
	expect(cacheIn(folder).read('f2')).toBeUndefined();
	expect(cacheIn(folder, {root: '/other'}).read('f1')).toBeUndefined();
	expect(cacheIn(folder, {options: {base: '/api'}}).read('f1')).toBeUndefined();
	expect(cacheIn(folder, {program: '2'}).read('f1')).toBeUndefined();
});

test('keeps nothing for a program that cannot be told from another', () => {
	const folder = temporaryFolder();
	cacheIn(folder, {program: null}).write('f1', 'one');
	expect(cacheIn(folder, {program: null}).read('f1')).toBeUndefined();
});

test('keeps one report a project, for its owner alone', () => {
	const folder = temporaryFolder();
	cacheIn(folder).write('f1', 'one');
	cacheIn(folder).write('f2', 'two');
	expect(filesOf(folder)).toHaveLength(1);
	expect(statSync(filesOf(folder)[0] ?? '').mode & 0o777).toBe(0o600);
	expect(cacheIn(folder).read('f2')).toBe('two');
});

test('keeps 32 reports, those used last', () => {
	const folder = temporaryFolder();
	for (let index = 0; index < 40; index++) cacheIn(folder, {root: `/p${index}`}).write('f', String(index));
	expect(filesOf(folder)).toHaveLength(32);
	expect(cacheIn(folder, {root: '/p39'}).read('f')).toBe('39');
});

test.each([
	['cut short', (text: string) => text.slice(0, -3)],
	['altered', (text: string) => text.replace('one', 'two')],
	['emptied', () => ''],
	['something else', () => '\0\0\0'],
])('a file that was %s is not used', (_, damage) => {
	const folder = temporaryFolder();
	cacheIn(folder).write('f', 'one of many');
	const [file = ''] = filesOf(folder);
	writeFileSync(file, damage(readFileSync(file, 'utf8')));
	expect(cacheIn(folder).read('f')).toBeUndefined();
});

test('damage is said to whoever debugs', () => {
	const folder = temporaryFolder();
	cacheIn(folder).write('f', 'one');
	const [file = ''] = filesOf(folder);
	writeFileSync(file, readFileSync(file, 'utf8').replace('one', 'two'));
	const cache = cacheIn(folder);
	cache.read('f');
	expect(cache.said).toEqual([expect.stringContaining('is damaged')]);
});

test('a folder that cannot be written costs nothing but time', () => {
	const folder = temporaryFolder();
	writeFileSync(path.join(folder, 'esa-health'), 'a file where the folder should be');
	const cache = cacheIn(folder);
	cache.write('f', 'one');
	expect(cache.read('f')).toBeUndefined();
	expect(cache.said).toContainEqual(expect.stringContaining('could not be written'));
});

test('nothing half written is left behind', () => {
	const folder = temporaryFolder();
	mkdirSync(path.join(folder, 'esa-health/api-paths'), {recursive: true});
	chmodSync(path.join(folder, 'esa-health/api-paths'), 0o700);
	cacheIn(folder).write('f', 'one');
	expect(filesOf(folder).filter((file) => file.endsWith('.tmp'))).toEqual([]);
});
