import path from 'node:path';
import {expect, test} from 'vitest';
import {analyse} from '../../../../source/agents/api-paths/analyse.ts';

/** Every data flow of a world, by the line of its call: `1 database: route > handler list > …`. */
async function flowsOf(world: string): Promise<string[]> {
	const report = await analyse({root: path.join(import.meta.dirname, '../worlds', world), cache: false});
	return report.dataFlows.map(({call, chain, ends}) => {
		const links = chain.slice(1).map(({what, name, file, line}) => `${what} ${name} ${file}:${line}`);
		return `${call.line} ${ends}: ${links.join(' > ')}`;
	});
}

test('follows storage classes, wrapped handlers, models and pools to the database, and says where else it ends', async () => {
	expect(await flowsOf('gate-data-express')).toEqual([
		'1 database: handler (anonymous) server/routes.ts:11 > function listOrders server/storage.ts:12 > database drizzle-orm drizzle.select server/storage.ts:13',
		'2 database: handler (anonymous) server/routes.ts:8 > function (anonymous) server/routes.ts:12 > database mongoose model.findById server/routes.ts:12',
		'3 database: handler (anonymous) server/routes.ts:8 > function findTags server/tags.ts:7 > function select server/tags.ts:5 > database pg Pool.query server/tags.ts:5',
		'4 no-database-access: handler (anonymous) server/routes.ts:14',
		'5 external-code: handler (anonymous) server/routes.ts:15',
	]);
});

test('follows injected services of Nest', async () => {
	expect(await flowsOf('gate-data-nest')).toEqual([
		'1 database: handler list src/cats.controller.ts:9 > function list src/cats.service.ts:15 > database @prisma/client cat.findMany src/cats.service.ts:16',
		'2 database: handler toys src/cats.controller.ts:14 > function toysOf src/cats.service.ts:19 > database typeorm Repository.find src/cats.service.ts:20',
	]);
});

test('follows a storage that is chosen at run time, and tells other services apart', async () => {
	expect(await flowsOf('gate-data-chosen-storage')).toEqual([
		'1 database: handler (anonymous) server/main.ts:6 > function rooms server/storage.ts:16 > database pg Pool.query server/storage.ts:17',
		'2 request: handler (anonymous) server/main.ts:10 > function today server/rates.ts:11 > request axios get server/rates.ts:12',
	]);
});
