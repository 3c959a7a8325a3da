import {describe, expect, test} from 'vitest';
import {packageOf, pathWithin, scriptPath, slashed} from '../../../source/probes/queries/site-path.ts';

describe('the path of a script', () => {
	test.each([
		['/srv/shop/source/orders.ts', '/srv/shop/source/orders.ts'],
		['file:///srv/shop/source/orders.ts', '/srv/shop/source/orders.ts'],
		['file:///srv/my%20shop/or%25ders.ts?v=2#x', '/srv/my shop/or%ders.ts'],
		['file:///C:/shop/source/orders.ts', 'C:/shop/source/orders.ts'],
		['file://server/share/orders.ts', '//server/share/orders.ts'],
		['C:\\shop\\source\\orders.ts', 'C:/shop/source/orders.ts'],
		['\\\\server\\share\\orders.ts', '//server/share/orders.ts'],
		['/srv/odd\\name.ts', '/srv/odd\\name.ts'],
		['webpack://shop/./source/orders.ts', 'source/orders.ts'],
		['webpack:///./source/orders.ts?a1b2', 'source/orders.ts'],
		['webpack-internal:///(rsc)/./app/page.tsx', 'app/page.tsx'],
		['turbopack:///[project]/app/page.tsx', 'app/page.tsx'],
		['../source/orders.ts', '../source/orders.ts'],
	])('%s is %s', (name, path) => {
		expect(scriptPath(name)).toBe(path);
	});

	test.each([
		'node:internal/process/task_queues',
		'node:events',
		'internal/timers.js',
		'wasm://wasm/0123abcd',
		'<anonymous>',
		'evalmachine.<anonymous>',
		'[eval]',
		'native',
		'',
		'data:text/javascript,1',
		'https://cdn.example/app.js',
		'webpack://shop/webpack/bootstrap',
	])('%s is none', (name) => {
		expect(scriptPath(name)).toBeUndefined();
	});
});

test.each([
	['/srv/shop/node_modules/pg/lib/client.js', 'pg'],
	['/srv/shop/node_modules/@prisma/adapter-pg/dist/index.js', '@prisma/adapter-pg'],
	['/srv/shop/node_modules/.pnpm/knex@3.3.0_pg@8.23.1/node_modules/knex/lib/client.js', 'knex'],
	['/srv/shop/.yarn/cache/pg-npm-8.11.zip/node_modules/pg/lib/client.js', 'pg'],
	['C:/shop/node_modules/typeorm/index.js', 'typeorm'],
	['node_modules/kysely/dist/index.js', 'kysely'],
	['/srv/shop/source/orders.ts', undefined],
	['/srv/my_node_modules/orders.ts', undefined],
])('%s belongs to the package %s', (path, name) => {
	expect(packageOf(path)).toBe(name);
});

test.each([
	['/srv/shop/source/orders.ts', '/srv/shop', 'source/orders.ts'],
	['/srv/shop/source/orders.ts', '/srv/shop/', 'source/orders.ts'],
	['/srv/shopping/source/orders.ts', '/srv/shop', '/srv/shopping/source/orders.ts'],
	['c:/shop/source/orders.ts', 'C:/Shop', 'source/orders.ts'],
	['/Srv/shop/orders.ts', '/srv/shop', '/Srv/shop/orders.ts'],
])('%s within %s is shown as %s', (path, folder, shown) => {
	expect(pathWithin(path, slashed(folder))).toBe(shown);
});
