import {chmodSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {walkTree} from '../../../../source/agents/api-paths/project/walk.ts';
import {projectFolder} from '../../../support/project-folder.ts';
import {temporaryFolder} from '../../../support/temporary-folder.ts';

function codeOf(root: string, ignore?: string[]): string[] {
	return [...walkTree(root, ignore).kinds].flatMap(([file, kind]) => (kind === 'code' ? [file] : [])).toSorted();
}

test('finds code in every folder but output, packages, hidden folders and tests', () => {
	const root = projectFolder({
		'package.json': '{}',
		'server.js': '',
		'src/app.ts': '',
		'src/pages/tests/list.tsx': '',
		'src/pages/coverage/index.vue': '',
		'tests-service/index.ts': '',
		'test/app.ts': '',
		'src/__tests__/deep/app.ts': '',
		'dist/app.js': '',
		'node_modules/x/index.js': '',
		'.next/server/page.js': '',
		'public/build/main.js': '',
		'public/app.js': '',
		'packages/web/package.json': '{}',
		'packages/web/build/main.js': '',
		'packages/web/src/main.ts': '',
		'app/.well-known/jwks/route.ts': '',
	});
	expect(codeOf(root)).toEqual([
		'app/.well-known/jwks/route.ts',
		'packages/web/src/main.ts',
		'public/app.js',
		'server.js',
		'src/app.ts',
		'src/pages/coverage/index.vue',
		'src/pages/tests/list.tsx',
		'tests-service/index.ts',
	]);
});

test.each(['test', 'tests', 'dist', 'node_modules', '__tests__', '.hidden'])('a root called %s is analysed like any other', (name) => {
	const root = path.join(projectFolder({[`${name}/src/app.ts`]: ''}), name);
	expect(codeOf(root)).toEqual(['src/app.ts']);
});

test('files that are left out are still known, so that an import of one leads somewhere', () => {
	const root = projectFolder({'mocks/data.ts': '', 'src/app.test.ts': ''});
	expect(Object.fromEntries(walkTree(root).kinds)).toEqual({'mocks/data.ts': 'left-out', 'src/app.test.ts': 'left-out'});
});

test('obeys ignore files in every folder, and patterns given from outside above all', () => {
	const root = projectFolder({
		'.gitignore': 'generated/\n*.gen.ts\n',
		'a.gen.ts': '',
		'generated/client.ts': '',
		'web/.gitignore': '!keep.gen.ts\n',
		'web/keep.gen.ts': '',
		'web/other.gen.ts': '',
		'legacy/old.js': '',
	});
	expect(codeOf(root)).toEqual(['legacy/old.js', 'web/keep.gen.ts']);
	expect(codeOf(root, ['/legacy/'])).toEqual(['web/keep.gen.ts']);
});

test('follows no link out of the root, no link twice and no circle', () => {
	const outside = projectFolder({'secret.ts': '', 'folder/secret.ts': ''});
	const root = projectFolder({'packages/shared/index.ts': '', '.hidden/inner.ts': ''});
	symlinkSync(path.join(outside, 'folder'), path.join(root, 'out'));
	symlinkSync(path.join(outside, 'secret.ts'), path.join(root, 'secret.ts'));
	symlinkSync('..', path.join(root, 'packages/up'));
	symlinkSync('shared', path.join(root, 'packages/again'));
	symlinkSync('../.hidden', path.join(root, 'packages/seen'));
	symlinkSync('nowhere', path.join(root, 'broken'));
	const tree = walkTree(root);
	expect([...tree.kinds.keys()].toSorted()).toEqual(['.hidden/inner.ts', 'packages/shared/index.ts']);
	expect(Object.fromEntries(tree.links)).toEqual({'packages/up': '', 'packages/again': 'packages/shared', 'packages/seen': '.hidden'});
});

test('a root that is a link is walked where it leads', () => {
	const root = projectFolder({'app.ts': ''});
	const link = path.join(temporaryFolder(), 'link');
	symlinkSync(root, link);
	expect(codeOf(link)).toEqual(['app.ts']);
});

test('a folder that may not be read is said to be left out', () => {
	const root = projectFolder({'app.ts': '', 'closed/x.ts': ''});
	chmodSync(root, 0o755);
	chmodSync(path.join(root, 'closed'), 0);
	expect(asNobody(() => walkTree(root).unreadable)).toEqual([{file: 'closed', reason: 'unreadable folder (EACCES)'}]);
	chmodSync(path.join(root, 'closed'), 0o700);
});

/** The superuser may read everything. */
function asNobody<T>(action: () => T): T {
	if (process.getuid?.() !== 0) return action();
	process.seteuid?.(65_534);
	try {
		return action();
	} finally {
		process.seteuid?.(0);
	}
}

test('anything but regular files and folders is passed over', async () => {
	const root = projectFolder({'app.ts': ''});
	mkdirSync(path.join(root, 'folder.ts'));
	writeFileSync(path.join(root, 'folder.ts/x.js'), '');
	const {execFileSync} = await import('node:child_process');
	execFileSync('mkfifo', [path.join(root, 'pipe.ts')]);
	expect(codeOf(root)).toEqual(['app.ts', 'folder.ts/x.js']);
});
