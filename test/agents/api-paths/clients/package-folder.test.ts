import {expect, test} from 'vitest';
import {packageFolderOf} from '../../../../source/agents/api-paths/clients/package-folder.ts';
import type {Project} from '../../../../source/agents/api-paths/project/project.ts';

const monorepo = {readText: (file: string) => (['package.json', 'apps/shop/package.json'].includes(file) ? '{}' : undefined)} as Project;

test.each([
	['apps/shop/src/lib/query.ts', 'apps/shop'],
	['apps/shop/main.ts', 'apps/shop'],
	['apps/admin/src/main.ts', ''],
	['index.ts', ''],
])('%s belongs to the package in "%s"', (file, folder) => {
	expect(packageFolderOf(file, monorepo)).toBe(folder);
});
