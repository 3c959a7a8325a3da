import {chmodSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {fingerprintOf} from '../../../../source/agents/api-paths/project/fingerprint.ts';
import {walkTree} from '../../../../source/agents/api-paths/project/walk.ts';
import {projectFolder, writeFiles} from '../../../support/project-folder.ts';

const files = {
	'a.ts': 'one',
	'package.json': '{}',
	'.env': 'A=1',
	'.gitignore': '.env',
	'logo.png': 'x',
	'node_modules/.package-lock.json': '{}',
	'src/b.ts': '',
};

test('is the same for a project in which nothing changed', () => {
	const root = projectFolder(files);
	expect(fingerprintOf(walkTree(root))).toBe(fingerprintOf(walkTree(root)));
});

test.each<[string, (root: string) => void]>([
	['code that is one letter longer', (root) => writeFileSync(path.join(root, 'a.ts'), 'ones')],
	['code of the same length', (root) => writeFileSync(path.join(root, 'a.ts'), 'two')],
	['a changed file that got its old time back', (root) => restoreTime(path.join(root, 'a.ts'), 'tree')],
	['a new file', (root) => writeFileSync(path.join(root, 'c.ts'), '')],
	['a file that is gone', (root) => rmSync(path.join(root, 'src/b.ts'))],
	['a variable', (root) => writeFileSync(path.join(root, '.env'), 'A=2')],
	['a package', (root) => writeFiles(root, {'node_modules/.package-lock.json': '{"a": 1}'})],
	['what is ignored', (root) => writeFileSync(path.join(root, '.gitignore'), 'x')],
	['a right', (root) => chmodSync(path.join(root, 'a.ts'), 0o640)],
	['a link', (root) => symlinkSync('src', path.join(root, 'linked'))],
])('is another after a change of %s', (_, change) => {
	const root = projectFolder(files);
	const before = fingerprintOf(walkTree(root));
	change(root);
	expect(fingerprintOf(walkTree(root))).not.toBe(before);
});

test('is not another because of what is never read', () => {
	const root = projectFolder(files);
	mkdirSync(path.join(root, 'dist'));
	const before = fingerprintOf(walkTree(root));
	writeFiles(root, {'logo.png': 'other', 'dist/a.js': 'x'});
	expect(fingerprintOf(walkTree(root))).toBe(before);
});

function restoreTime(file: string, text: string): void {
	const {atime, mtime} = statSync(file);
	writeFileSync(file, text);
	utimesSync(file, atime, mtime);
}
