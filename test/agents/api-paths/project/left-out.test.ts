import {expect, test} from 'vitest';
import {fateOfFolder, isNamedMinified, kindOfFile} from '../../../../source/agents/api-paths/project/left-out.ts';

test.each([
	['src/app.ts', 'code'],
	['x.mjs', 'code'],
	['x.cts', 'code'],
	['Page.vue', 'code'],
	['+page.svelte', 'code'],
	['index.html', 'code'],
	['users.test.ts', 'left-out'],
	['users.spec.tsx', 'left-out'],
	['users.e2e-spec.ts', 'left-out'],
	['Button.stories.tsx', 'left-out'],
	['vite.config.ts', 'left-out'],
	['webpack.prod.js', 'left-out'],
	['jest.setup.js', 'left-out'],
	['app.config.ts', 'code'],
	['axios.config.js', 'code'],
	['test.ts', 'code'],
	['ab-test.ts', 'code'],
	['latest.ts', 'code'],
	['mocks.ts', 'code'],
	['types.d.ts', 'other'],
	['styles.d.css.ts', 'other'],
	['data.json', 'other'],
	['logo.svg', 'other'],
])('%s is %s', (file, kind) => {
	expect(kindOfFile(file.split('/').at(-1) ?? '')).toBe(kind);
});

test.each([
	['node_modules', 'elsewhere', [], 'skip'],
	['__tests__', 'elsewhere', [], 'left-out'],
	['dist', 'package', ['index.js'], 'skip'],
	['dist', 'elsewhere', ['index.js'], 'walk'],
	['build', 'package', ['index.js'], 'skip'],
	['build', 'package', ['package.json', 'src', 'src/app.ts'], 'walk'],
	['build', 'source', [], 'walk'],
	['build', 'static', [], 'skip'],
	['coverage', 'package', ['lcov-report', 'lcov.info'], 'skip'],
	['coverage', 'package', ['routes.js'], 'walk'],
	['coverage', 'elsewhere', ['lcov.info'], 'walk'],
	['vendor', 'package', ['routes.js'], 'walk'],
	['vendor', 'package', ['autoload.php'], 'skip'],
	['vendor', 'static', ['jquery.js'], 'skip'],
	['test', 'package', ['app.js'], 'left-out'],
	['tests', 'package', ['package.json', 'src'], 'walk'],
	['tests', 'source', ['exam.service.ts'], 'walk'],
	['tests', 'source', ['unit', 'unit/exam.test.ts'], 'left-out'],
	['tests', 'elsewhere', ['exam.test.ts'], 'walk'],
	['tests-service', 'package', [], 'walk'],
	['mocks', 'package', ['data.ts'], 'left-out'],
	['mocks', 'source', ['interviews.ts'], 'walk'],
	['mocks', 'source', ['handlers.ts', 'browser.ts'], 'left-out'],
	['stories', 'source', ['list.tsx'], 'walk'],
	['stories', 'source', ['button.stories.tsx'], 'left-out'],
	['.git', 'package', [], 'skip'],
	['.next', 'package', [], 'skip'],
	['.well-known', 'elsewhere', [], 'walk'],
] as const)('a folder %s (%s) with %j: %s', (name, place, inside, fate) => {
	expect(fateOfFolder(name, place, () => inside, [])).toBe(fate);
});

test('a folder that a build tool of another language fills is known by what lies beside it', () => {
	expect(fateOfFolder('target', 'package', () => [], ['pom.xml', 'target'])).toBe('skip');
	expect(fateOfFolder('target', 'package', () => [], ['package.json', 'target'])).toBe('walk');
});

test.each([
	['jquery.min.js', true],
	['jquery-min.js', true],
	['admin.js', false],
])('%s says that it is minified: %s', (name, expected) => {
	expect(isNamedMinified(name)).toBe(expected);
});
