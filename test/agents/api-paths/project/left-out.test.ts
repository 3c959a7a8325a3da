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
	['node_modules', 'elsewhere', 'skip'],
	['__tests__', 'elsewhere', 'left-out'],
	['dist', 'package', 'skip'],
	['coverage', 'package', 'skip'],
	['coverage', 'elsewhere', 'walk'],
	['build', 'source', 'walk'],
	['build', 'static', 'skip'],
	['test', 'package', 'left-out'],
	['tests', 'source', 'left-out'],
	['tests', 'elsewhere', 'walk'],
	['tests-service', 'package', 'walk'],
	['.git', 'package', 'skip'],
	['.next', 'package', 'skip'],
	['.well-known', 'elsewhere', 'walk'],
] as const)('a folder %s (%s): %s', (name, place, fate) => {
	expect(fateOfFolder(name, place)).toBe(fate);
});

test.each([
	['jquery.min.js', true],
	['jquery-min.js', true],
	['admin.js', false],
])('%s says that it is minified: %s', (name, expected) => {
	expect(isNamedMinified(name)).toBe(expected);
});
