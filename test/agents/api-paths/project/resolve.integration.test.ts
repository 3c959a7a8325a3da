import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {ResolverFactory} from 'oxc-resolver';
import {expect, test} from 'vitest';
import {openProject} from '../../../../source/agents/api-paths/project/open-project.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

test('agrees with a bundler’s resolver about every relative import of this repository', () => {
	const project = openProject(root);
	const bundler = new ResolverFactory({
		extensions: ['.ts', '.tsx', '.js', '.jsx', '.vue', '.json'],
		extensionAlias: {'.js': ['.ts', '.tsx', '.js'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs']},
	});
	let compared = 0;
	for (const from of project.files) {
		for (const [, specifier = ''] of (project.readText(from) ?? '').matchAll(/^(?:import|export)\b[^'"]*?['"](\.[^'"]+)['"];?$/gm)) {
			const expected = bundler.sync(path.join(root, path.dirname(from)), specifier).path;
			const resolved = project.resolve(from, specifier);
			const file = resolved.kind === 'file' || resolved.kind === 'asset' ? path.join(root, resolved.file) : undefined;
			expect({from, specifier, file}).toEqual({from, specifier, file: expected});
			compared += 1;
		}
	}
	expect(compared).toBeGreaterThan(500);
});
