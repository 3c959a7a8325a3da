import {mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {EsaError} from '../../../../source/basics/esa-error.ts';
import {openProject} from '../../../../source/agents/api-paths/project/open-project.ts';
import {projectFolder, writeFiles} from '../../../support/project-folder.ts';
import {temporaryFolder} from '../../../support/temporary-folder.ts';

const json = (value: unknown) => JSON.stringify(value);

/** What an import in the first file of a project leads to: the file, or what else it is. */
function lead(files: Record<string, string>, from: string, specifier: string): string {
	const resolved = openProject(projectFolder({[from]: '', ...files})).resolve(from, specifier);
	switch (resolved.kind) {
		case 'file':
			return resolved.file;
		case 'asset':
			return `asset ${resolved.file}`;
		case 'package':
			return `package ${resolved.name}${resolved.subpath === '' ? '' : ` + ${resolved.subpath}`}`;
		case 'unresolved':
			return 'unresolved';
	}
}

describe('relative imports', () => {
	test.each([
		['./b', ['src/b.ts'], 'src/b.ts'],
		['./b', ['src/b.tsx', 'src/b.js'], 'src/b.tsx'],
		['./b', ['src/b/index.ts'], 'src/b/index.ts'],
		['./b', ['src/b.js', 'src/b/index.js'], 'src/b.js'],
		['./b/', ['src/b/index.js'], 'src/b/index.js'],
		['./b.js', ['src/b.ts'], 'src/b.ts'],
		['./b.js', ['src/b.ts', 'src/b.js'], 'src/b.ts'],
		['./b.js', ['src/b.js'], 'src/b.js'],
		['./b.jsx', ['src/b.tsx'], 'src/b.tsx'],
		['./b.mjs', ['src/b.mts'], 'src/b.mts'],
		['./b.cjs', ['src/b.cts'], 'src/b.cts'],
		['./b.service', ['src/b.service.ts'], 'src/b.service.ts'],
		['./B.vue', ['src/B.vue'], 'src/B.vue'],
		['./B', ['src/B.svelte'], 'src/B.svelte'],
		['..', ['index.ts'], 'index.ts'],
		['.', ['src/index.ts'], 'src/index.ts'],
		['./b.json', ['src/b.json'], 'asset src/b.json'],
		['./b', ['src/b.json'], 'asset src/b.json'],
		['./b', ['src/b.d.ts'], 'asset src/b.d.ts'],
		['./b.css', ['src/b.css'], 'asset src/b.css'],
		['./b.ts?raw', ['src/b.ts'], 'asset src/b.ts'],
		['./b.ts?worker', ['src/b.ts'], 'src/b.ts'],
		['!!raw-loader!./b.ts', ['src/b.ts'], 'src/b.ts'],
		['./mocks/data', ['src/mocks/data.ts'], 'src/mocks/data.ts'],
		['./b', [], 'unresolved'],
		['../../../etc/passwd', [], 'unresolved'],
		['https://cdn.example/x.js', [], 'unresolved'],
	])('%s with %j leads to %s', (specifier, files, expected) => {
		expect(lead(Object.fromEntries(files.map((file) => [file, ''])), 'src/a.ts', specifier)).toBe(expected);
	});
});

describe('packages', () => {
	test.each([
		['express', 'package express'],
		['@tanstack/react-query', 'package @tanstack/react-query'],
		['lodash/fp', 'package lodash + fp'],
		['@nestjs/common/http', 'package @nestjs/common + http'],
		['node:http', 'package node:http'],
		['fs/promises', 'package fs + promises'],
		['#imports', 'package #imports'],
		['$app/navigation', 'package $app + navigation'],
	])('%s, installed or not, is %s', (specifier, expected) => {
		expect(lead({}, 'src/a.ts', specifier)).toBe(expected);
	});

	test('a package of the project leads to its source, built, linked or not', () => {
		const files = {
			'packages/a/package.json': json({name: '@acme/a', main: './dist/index.js'}),
			'packages/a/src/index.ts': '',
			'packages/a/src/client.ts': '',
			'packages/b/package.json': json({
				name: '@acme/b',
				exports: {
					'.': {types: './dist/types/main.d.ts', import: './dist/esm/main.mjs'},
					'./x/*': './dist/features/*.js',
					'./y': {default: './lib/y.cjs'},
				},
			}),
			'packages/b/src/main.ts': '',
			'packages/b/src/features/one.ts': '',
			'packages/b/src/y.ts': '',
			'packages/c/package.json': json({name: 'plain'}),
			'packages/c/index.js': '',
			'packages/d/package.json': json({name: 'source-first', exports: {'./utils': './src/tools/utils.ts', '.': './src/entry.ts'}}),
			'packages/d/src/tools/utils.ts': '',
			'packages/d/src/entry.ts': '',
		};
		const project = openProject(projectFolder({...files, 'apps/web/src/a.ts': ''}));
		const to = (specifier: string) => project.resolve('apps/web/src/a.ts', specifier);
		expect(to('@acme/a')).toEqual({kind: 'file', file: 'packages/a/src/index.ts'});
		expect(to('@acme/a/client')).toEqual({kind: 'file', file: 'packages/a/src/client.ts'});
		expect(to('@acme/a/dist/client.js')).toEqual({kind: 'file', file: 'packages/a/src/client.ts'});
		expect(to('@acme/b')).toEqual({kind: 'file', file: 'packages/b/src/main.ts'});
		expect(to('@acme/b/x/one')).toEqual({kind: 'file', file: 'packages/b/src/features/one.ts'});
		expect(to('@acme/b/y')).toEqual({kind: 'file', file: 'packages/b/src/y.ts'});
		expect(to('plain')).toEqual({kind: 'file', file: 'packages/c/index.js'});
		expect(to('source-first')).toEqual({kind: 'file', file: 'packages/d/src/entry.ts'});
		expect(to('source-first/utils')).toEqual({kind: 'file', file: 'packages/d/src/tools/utils.ts'});
		expect(to('@acme/a/nowhere')).toEqual({kind: 'unresolved', specifier: '@acme/a/nowhere'});
		expect(to('@acme/unknown')).toEqual({kind: 'package', name: '@acme/unknown', subpath: ''});
	});

	test('a dependency on a folder leads there, whatever it is called', () => {
		const files = {
			'web/package.json': json({dependencies: {shared: 'file:../common'}}),
			'common/package.json': json({name: 'other'}),
			'common/index.ts': '',
		};
		expect(lead(files, 'web/src/a.ts', 'shared')).toBe('common/index.ts');
	});

	test('names with # are what the package says', () => {
		const files = {
			'package.json': json({imports: {'#db': {default: './src/db.js'}, '#lib/*': './dist/lib/*.js', '#express': 'express'}}),
			'src/db.ts': '',
			'src/lib/x.ts': '',
		};
		expect(lead(files, 'src/a.ts', '#db')).toBe('src/db.ts');
		expect(lead(files, 'src/a.ts', '#lib/x')).toBe('src/lib/x.ts');
	});
});

describe('names by configuration', () => {
	test.each([
		['paths', {'tsconfig.json': '{"compilerOptions": {"paths": {"@app/*": ["./src/*"]}}}'}, '@app/b'],
		['paths with a base', {'tsconfig.json': '{"compilerOptions": {"baseUrl": "./src", "paths": {"@app/*": ["*"]}}}'}, '@app/b'],
		['a base alone', {'tsconfig.json': '{"compilerOptions": {"baseUrl": "src"}}'}, 'b'],
		['jsconfig', {'jsconfig.json': '{"compilerOptions": {"paths": {"x/*": ["src/*"]}}}'}, 'x/b'],
		['an exact name', {'tsconfig.json': '{"compilerOptions": {"paths": {"bee": ["src/b.ts"]}}}'}, 'bee'],
		['comments and last commas', {'tsconfig.json': '{\n// a\n"compilerOptions": {/* b */"paths": {"@/*": ["./src/*",],},},}'}, '@/b'],
		['extends', {'tsconfig.json': '{"extends": "./base"}', 'base.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}'}, '@/b'],
		[
			'a base that is not installed',
			{
				'tsconfig.json':
					'{"extends": ["@tsconfig/node22/tsconfig.json", "./.nuxt/tsconfig.json"], "compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
			},
			'@/b',
		],
		[
			'the config folder',
			{
				'tsconfig.json': '{"extends": "./conf/base.json"}',
				'conf/base.json': '{"compilerOptions": {"paths": {"@/*": ["${configDir}/src/*"]}}}',
			},
			'@/b',
		],
		[
			'references',
			{
				'tsconfig.json': '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}',
				'tsconfig.app.json': '{"compilerOptions": {"paths": {"@x/*": ["./src/*"]}}}',
			},
			'@x/b',
		],
		['a circle of configs', {'tsconfig.json': '{"extends": "./tsconfig.json", "compilerOptions": {"paths": {"@/*": ["./src/*"]}}}'}, '@/b'],
		['Vite', {'vite.config.ts': "export default defineConfig({resolve: {alias: {'~x': path.resolve(__dirname, './src')}}})"}, '~x/b'],
		[
			'Vite with URLs',
			{'vite.config.js': "export default {resolve: {alias: {'#s': fileURLToPath(new URL('./src', import.meta.url))}}}"},
			'#s/b',
		],
		['Vite with a list', {'vite.config.mts': "export default {resolve: {alias: [{find: 'S', replacement: '/src'}]}}"}, 'S/b'],
		[
			'Vite with an expression',
			{'vite.config.mts': 'export default {resolve: {alias: [{find: /^S\\//, replacement: `${root}/src/`}]}}'},
			'S/b',
		],
		['a constant', {'vite.config.ts': "const alias = {S: path.join(process.cwd(), 'src')};\nexport default {resolve: {alias}}"}, 'S/b'],
		['webpack', {'config/webpack.common.js': "module.exports = {resolve: {alias: {S: resolve('src')}}}"}, 'S/b'],
		['SvelteKit', {'svelte.config.js': "export default {kit: {alias: {$s: 'src', '$s/*': 'src/*'}}}"}, '$s/b'],
		['Babel', {'.babelrc': '{"plugins": [["module-resolver", {"root": ["."], "alias": {"S": "./src"}}]]}'}, 'S/b'],
		['module-alias', {'package.json': '{"_moduleAliases": {"S": "dist"}}'}, 'S/b'],
		['the usual @', {'package.json': '{}'}, '@/b'],
		['the usual ~', {}, '~/b'],
		['src', {'package.json': '{}'}, 'src/b'],
	])('%s', (_, files: Record<string, string>, specifier) => {
		expect(lead({'src/b.ts': '', ...files}, 'src/deep/a.ts', specifier)).toBe('src/b.ts');
	});

	test('the config of a package of the project may be extended', () => {
		const files = {
			'packages/conf/package.json': json({name: '@acme/conf'}),
			'packages/conf/web.json': '{"compilerOptions": {"paths": {"@/*": ["${configDir}/src/*"]}}}',
			'apps/web/tsconfig.json': '{"extends": "@acme/conf/web.json"}',
			'apps/web/src/b.ts': '',
		};
		expect(lead(files, 'apps/web/src/a.ts', '@/b')).toBe('apps/web/src/b.ts');
	});

	test('each package has its own @', () => {
		const files = {'web/package.json': '{}', 'web/src/b.ts': '', 'api/package.json': '{}', 'api/src/b.ts': ''};
		expect(lead(files, 'web/src/a.ts', '@/b')).toBe('web/src/b.ts');
		expect(lead(files, 'api/src/a.ts', '@/b')).toBe('api/src/b.ts');
	});

	test('$lib is SvelteKit’s', () => {
		expect(lead({'src/lib/api.js': '', 'src/lib/index.js': ''}, 'src/routes/a.ts', '$lib/api')).toBe('src/lib/api.js');
		expect(lead({'src/lib/index.js': ''}, 'src/routes/a.ts', '$lib')).toBe('src/lib/index.js');
	});

	test('a config is only read: what would run in it does not', () => {
		const files = {
			'vite.config.js':
				"require('node:fs').writeFileSync('canary', ''); throw new Error(); module.exports = {resolve: {alias: {S: './src'}}}",
			'src/b.ts': '',
		};
		expect(lead(files, 'src/a.ts', 'S/b')).toBe('src/b.ts');
	});
});

test('scripts of a page are found beside it and in what is served', () => {
	const files = {'package.json': '{}', 'src/main.ts': '', 'public/js/app.js': ''};
	expect(lead(files, 'index.html', '/src/main.ts')).toBe('src/main.ts');
	expect(lead(files, 'public/index.html', 'js/app.js')).toBe('public/js/app.js');
	expect(lead(files, 'public/index.html', '/js/app.js')).toBe('public/js/app.js');
	expect(lead(files, 'public/index.html', 'jquery.js')).toBe('unresolved');
});

test('an import through a link leads to the real file, and none leads out of the root', () => {
	const outside = projectFolder({'secret.ts': ''});
	const root = projectFolder({'shared/api.ts': '', 'web/a.ts': ''});
	symlinkSync('../shared', path.join(root, 'web/linked'));
	symlinkSync(outside, path.join(root, 'web/out'));
	const project = openProject(root);
	expect(project.resolve('web/a.ts', './linked/api')).toEqual({kind: 'file', file: 'shared/api.ts'});
	expect(project.resolve('web/a.ts', './out/secret')).toEqual({kind: 'unresolved', specifier: './out/secret'});
	expect(project.readText('web/out/secret.ts')).toBeUndefined();
	expect(project.readText('../secret.ts')).toBeUndefined();
	expect(project.readText('/etc/hostname')).toBeUndefined();
});

test('lists what it could not take in, with the reason', () => {
	const root = projectFolder({'app.ts': '', 'vendor.min.js': 'a', 'bundle.js': 'a(function(){b(1)});'.repeat(100)});
	writeFileSync(path.join(root, 'binary.js'), 'a\0b');
	writeFileSync(path.join(root, 'latin.js'), Uint8Array.from([0xe9]));
	const {files, unanalysed} = openProject(root);
	expect(files).toEqual(['app.ts']);
	expect(unanalysed).toEqual([
		{file: 'binary.js', reason: 'not text (it has NUL bytes)'},
		{file: 'bundle.js', reason: 'minified'},
		{file: 'latin.js', reason: 'not UTF-8'},
		{file: 'vendor.min.js', reason: 'minified'},
	]);
});

test('a text may be read more than once', () => {
	const project = openProject(projectFolder({'a.ts': 'let a;', 'vite.config.ts': 'config'}));
	expect([project.readText('a.ts'), project.readText('a.ts'), project.readText('vite.config.ts'), project.readText('b.ts')]).toEqual([
		'let a;',
		'let a;',
		'config',
		undefined,
	]);
});

test('files below a folder are of any kind', () => {
	const project = openProject(projectFolder({'app/a/route.ts': '', 'app/b.css': '', 'apple/c.ts': '', 'app/x.test.ts': ''}));
	expect(project.filesUnder('app')).toEqual(['app/a/route.ts', 'app/b.css', 'app/x.test.ts']);
	expect(project.filesUnder('./app/')).toEqual(['app/a/route.ts', 'app/b.css', 'app/x.test.ts']);
});

test('majors come from what is installed, else from the nearest package.json that names it', () => {
	const root = projectFolder({
		'package.json': json({dependencies: {express: '^4.17.1', fastify: 'catalog:', koa: 'catalog:old'}}),
		'pnpm-workspace.yaml': 'packages:\n  - api\ncatalog:\n  # the server\n  "fastify": ^5.1.0\ncatalogs:\n  old:\n    koa: ^2.0.0\n',
		'api/package.json': json({devDependencies: {express: '5.x', own: 'workspace:^'}}),
		'own/package.json': json({name: 'own', version: '3.2.1'}),
	});
	mkdirSync(path.join(root, 'node_modules/hono'), {recursive: true});
	writeFileSync(path.join(root, 'node_modules/hono/package.json'), json({version: '4.6.0'}));
	const project = openProject(root);
	expect(project.majorOf('server.js', 'express')).toBe(4);
	expect(project.majorOf('api/src/server.js', 'express')).toBe(5);
	expect(project.majorOf('api/src/server.js', 'fastify')).toBe(5);
	expect(project.majorOf('api/src/server.js', 'koa')).toBe(2);
	expect(project.majorOf('api/src/server.js', 'hono')).toBe(4);
	expect(project.majorOf('api/src/server.js', 'own')).toBe(3);
	expect(project.majorOf('api/src/server.js', 'nothing')).toBeNull();
});

test('knows what a package depends on, with what stands above it', () => {
	const project = openProject(
		projectFolder({'package.json': json({dependencies: {next: '15'}}), 'web/package.json': json({peerDependencies: {react: '19'}})}),
	);
	expect([
		project.dependsOn('react'),
		project.dependsOn('react', 'a.ts'),
		project.dependsOn('next', 'web/a.ts'),
		project.dependsOn('vue'),
	]).toEqual([true, false, true, false]);
});

test('variables come from hidden files that the walk does not see', () => {
	const project = openProject(
		projectFolder({'.gitignore': '.env', '.env': 'URL=/root', 'web/package.json': '{}', 'web/.env': 'URL=/web\nONLY=/only', 'a.ts': ''}),
	);
	expect([project.env('URL'), project.env('URL', 'web/src/a.ts'), project.env('ONLY'), project.env('ONLY', 'a.ts')]).toEqual([
		'/root',
		'/web',
		'/only',
		undefined,
	]);
});

describe('after a change', () => {
	const files = {'package.json': '{}', 'src/a.ts': 'let a;', 'src/b.ts': 'let b;', 'src/old/c.ts': ''};
	const opened = () => {
		const root = projectFolder(files);
		return {root, project: openProject(root)};
	};

	test('an edited file has its new text, and its imports lead where they did', () => {
		const {root, project} = opened();
		writeFiles(root, {'src/a.ts': 'let changed;'});
		const now = project.update(['src/a.ts']);
		expect(now.readText('src/a.ts')).toBe('let changed;');
		expect(now.files).toEqual(project.files);
		expect(now.resolve('src/a.ts', './b')).toEqual({kind: 'file', file: 'src/b.ts'});
	});

	test('files come and go, alone or with their folder, and imports follow', () => {
		const {root, project} = opened();
		writeFiles(root, {'src/new.ts': ''});
		const grown = project.update(['src/new.ts']);
		expect(grown.files).toEqual(['src/a.ts', 'src/b.ts', 'src/new.ts', 'src/old/c.ts']);
		expect(grown.resolve('src/a.ts', './new')).toEqual({kind: 'file', file: 'src/new.ts'});
		rmSync(path.join(root, 'src/old'), {recursive: true});
		rmSync(path.join(root, 'src/b.ts'));
		expect(grown.update(['src/old', 'src/b.ts']).files).toEqual(['src/a.ts', 'src/new.ts']);
	});

	test('a file that was squeezed or can no longer be read is told', () => {
		const {root, project} = opened();
		writeFiles(root, {'src/a.ts': 'a(function(){b(1)});'.repeat(100)});
		expect(project.update(['src/a.ts']).unanalysed).toEqual([{file: 'src/a.ts', reason: 'minified'}]);
	});

	test('a config changes where imports lead', () => {
		const {root, project} = opened();
		writeFiles(root, {'tsconfig.json': json({compilerOptions: {paths: {bee: ['./src/b.ts']}}})});
		expect(project.update(['tsconfig.json']).resolve('src/a.ts', 'bee')).toEqual({kind: 'file', file: 'src/b.ts'});
	});

	test('when nobody knows what changed, everything is looked at again', () => {
		const {root, project} = opened();
		writeFiles(root, {'src/a.ts': 'let changed;', 'src/new.ts': ''});
		const now = project.update(null);
		expect([now.readText('src/a.ts'), now.files.length]).toEqual(['let changed;', 4]);
	});
});

test.each([
	['/does/not/exist', 'cannot be read (ENOENT)'],
	[new URL(import.meta.url).pathname, 'is no folder'],
])('%s is refused in one sentence', (root, sentence) => {
	expect(() => openProject(root)).toThrow(EsaError);
	expect(() => openProject(root)).toThrow(sentence);
});

test('an empty folder has no files', () => {
	expect(openProject(temporaryFolder()).files).toEqual([]);
});

test('a package that package.json names is no file of a folder of the same name', () => {
	const project = openProject(
		projectFolder({
			'package.json': '{"dependencies": {"@tus/store": "1.0.0"}}',
			'src/tus/store.ts': '',
			'src/other/store.ts': '',
		}),
	);
	expect(project.resolve('src/tus/store.ts', '@tus/store')).toMatchObject({kind: 'package', name: '@tus/store'});
	expect(project.resolve('src/tus/store.ts', '@other/store')).toMatchObject({kind: 'file', file: 'src/other/store.ts'});
});
