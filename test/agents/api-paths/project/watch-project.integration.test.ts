import {appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {watchProject} from '../../../../source/agents/api-paths/project/watch-project.ts';
import {projectFolder, writeFiles} from '../../../support/project-folder.ts';

/** A watched project, and all that was told about it so far. */
function watched(files: Record<string, string>, ignore: string[] = []) {
	const root = projectFolder(files);
	const told: (readonly string[] | null)[] = [];
	onTestFinished(
		watchProject(root, (changed) => told.push(changed), {quietMs: 20, ignore, onFailure: (error) => expect.unreachable(error.message)}),
	);
	const heard = () => new Set(told.flatMap((batch) => batch ?? ['everything']));
	return {root, told, heard, expectTold: (file: string) => vi.waitUntil(() => heard().has(file), {timeout: 5000})};
}

test('tells an edit, a new file, a deleted one and one that was moved over another', async () => {
	const {root, expectTold} = watched({'src/a.ts': '', 'src/b.ts': '', 'src/c.ts': ''});
	appendFileSync(path.join(root, 'src/a.ts'), 'x');
	await expectTold('src/a.ts');
	writeFileSync(path.join(root, 'src/new.ts'), '');
	await expectTold('src/new.ts');
	rmSync(path.join(root, 'src/b.ts'));
	await expectTold('src/b.ts');
	writeFileSync(path.join(root, 'temporary'), 'y');
	renameSync(path.join(root, 'temporary'), path.join(root, 'src/c.ts'));
	await expectTold('src/c.ts');
});

test('follows folders that come, are renamed and go', async () => {
	const {root, expectTold, told} = watched({'src/a.ts': ''});
	writeFiles(root, {'src/deep/er/x.ts': ''});
	await expectTold('src/deep/er/x.ts');
	appendFileSync(path.join(root, 'src/deep/er/x.ts'), 'x');
	renameSync(path.join(root, 'src/deep'), path.join(root, 'src/moved'));
	await expectTold('src/moved/er/x.ts');
	told.length = 0;
	appendFileSync(path.join(root, 'src/moved/er/x.ts'), 'y');
	await expectTold('src/moved/er/x.ts');
	rmSync(path.join(root, 'src/moved'), {recursive: true});
	await expectTold('src/moved');
	mkdirSync(path.join(root, 'src/moved'));
	writeFileSync(path.join(root, 'src/moved/z.ts'), '');
	await expectTold('src/moved/z.ts');
});

test('several writes of one file are told once', async () => {
	const {root, told, expectTold} = watched({'a.ts': ''});
	for (let index = 0; index < 20; index++) appendFileSync(path.join(root, 'a.ts'), 'x');
	await expectTold('a.ts');
	writeFileSync(path.join(root, 'end.ts'), '');
	await expectTold('end.ts');
	expect(told.filter((batch) => batch?.includes('a.ts'))).toHaveLength(1);
});

test('output, packages and ignored folders are not watched', async () => {
	const {root, expectTold, heard} = watched(
		{'a.ts': '', 'dist/x.js': '', 'node_modules/y/index.js': '', 'made/z.ts': '', '.git/HEAD': ''},
		['made/'],
	);
	for (const file of ['dist/x.js', 'node_modules/y/index.js', 'made/z.ts', '.git/HEAD', 'a.ts']) appendFileSync(path.join(root, file), 'x');
	await expectTold('a.ts');
	expect([...heard()]).toEqual(['a.ts']);
});

test('a flood of changes means that everything must be looked at', async () => {
	const {root, expectTold} = watched({'a.ts': ''});
	for (let index = 0; index < 1500; index++) writeFileSync(path.join(root, `${index}.ts`), '');
	await expectTold('everything');
});

test('a folder that cannot be watched is a failure that is told', () => {
	const failures: Error[] = [];
	watchProject('/does/not/exist', () => undefined, {onFailure: (error) => failures.push(error)})();
	expect(failures).toMatchObject([{code: 'ENOENT'}]);
});
