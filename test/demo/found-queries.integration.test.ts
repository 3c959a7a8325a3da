import {readFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, expect, test, vi} from 'vitest';
import {allFaults, faults, lookAlikes} from '../../source/demo/faults.ts';
import type {FaultId, PlantedFault} from '../../source/demo/faults.ts';
import {startShop, type Shop} from '../../source/demo/shop.ts';
import {createMonitor, type Monitor} from '../../source/monitor/create-monitor.ts';
import type {JobAnswer} from '../../source/protocol/jobs.ts';
import type {OpenFinding} from '../../source/protocol/findings.ts';
import {seededRandom} from '../support/seeded-random.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';

const mine = (faults as readonly PlantedFault[]).filter(({foundBy}) => foundBy.by === 'queries');
/** The slow and the failing ones only make the test slow. */
const fast = (ids: Iterable<FaultId>): ReadonlySet<FaultId> =>
	new Set([...ids].filter((id) => !['slow-search', 'failing-recommendations', 'blocking-report'].includes(id)));
const ended: (() => Promise<void>)[] = [];

afterEach(async () => {
	for (const end of ended.splice(0).toReversed()) await end();
});

async function open(
	withFaults: ReadonlySet<FaultId>,
	store: string,
): Promise<{shop: Shop; esa: Monitor; url: string; close(): Promise<void>}> {
	const shop = await startShop({random: seededRandom(4), faults: withFaults});
	const esa = await createMonitor({name: 'shop', project: process.cwd(), store, agents: {queries: {minTotalMs: 0}}});
	esa.observe(shop.db);
	const {url} = await esa.listen({port: 0});
	const close = async () => {
		await esa.close();
		await shop.close();
	};
	ended.push(close);
	return {shop, esa, url, close: () => ended.splice(ended.indexOf(close), 1)[0]!()};
}

/** Everybody looks at orders, searches and exports; somebody buys. */
async function use({shop}: {shop: Shop}, times: number): Promise<void> {
	const login = await fetch(`${shop.url}/api/session`, {
		method: 'POST',
		body: '{"user":"ann"}',
		headers: {'content-type': 'application/json'},
	});
	const headers = {cookie: login.headers.get('set-cookie')!.split(';')[0]!, 'content-type': 'application/json'};
	for (const product of [1, 2, 3, 4, 5, 6])
		await fetch(`${shop.url}/api/basket`, {method: 'POST', headers, body: JSON.stringify({product, count: 1})});
	await fetch(`${shop.url}/api/orders`, {method: 'POST', headers, body: '{}'});
	const paths = ['/api/orders', '/api/orders/1', '/api/basket', '/api/search?q=lamp', '/api/products'];
	for (let time = 0; time < times; time++) {
		for (const address of paths) await (await fetch(shop.url + address, {headers})).text();
	}
	await Promise.all(Array.from({length: times}, () => fetch(`${shop.url}/api/export/products`).then((answer) => answer.text())));
}

async function find({url}: {url: string}): Promise<{findings: OpenFinding[]; summary: string}> {
	const started = (await (
		await fetch(`${url}/esa/v1/agents/queries/runs`, {method: 'POST', headers: {'content-type': 'application/json'}})
	).json()) as JobAnswer;
	const summary = await vi.waitFor(async () => {
		const {job} = (await (await fetch(`${url}/esa/v1/jobs/${started.job.id}`)).json()) as JobAnswer;
		expect(job).toMatchObject({state: 'completed', error: null});
		return job.summary!;
	}, 10_000);
	const {findings} = (await (await fetch(`${url}/esa/v1/findings?agent=queries`)).json()) as {findings: OpenFinding[]};
	return {findings, summary};
}

/** What the code says at the place of a finding: lines move. */
function codeAt({file, line}: OpenFinding): string {
	return readFileSync(path.join(process.cwd(), file!), 'utf8').split('\n')[line! - 1]!;
}

test('queries finds what was planted for it, at the line that sends it', async () => {
	const shop = await open(fast(allFaults), ':memory:');
	await use(shop, 6);
	const {findings} = await find(shop);
	const found = findings.map(
		(finding) => `${finding.rule} ${finding.file} ${/(?:SELECT|INSERT) .*?(?:FROM|INTO) (\w+)/u.exec(codeAt(finding))?.[1]}`,
	);
	expect(found.toSorted()).toEqual([
		'n-plus-one source/demo/orders.ts items',
		'n-plus-one source/demo/orders.ts products',
		'repeated-identical source/demo/catalogue.ts taxes',
		'write-loop source/demo/catalogue.ts shown',
	]);
	const routes = new Set(findings.map(({title}) => /[A-Z]+ \S+$/u.exec(title)![0]));
	expect(routes).toEqual(new Set(mine.map(({where}) => where.route)));
	expect(new Set(findings.map(({rule}) => rule))).toEqual(new Set(mine.map(({foundBy}) => foundBy.through)));
});

test('queries is silent about the shop without faults, look-alikes included', async () => {
	const shop = await open(new Set(), ':memory:');
	await use(shop, 6);
	const {findings, summary} = await find(shop);
	expect(findings).toEqual([]);
	expect(summary).toMatch(/^\d+ queries in 24 h, 0 findings/u);
	expect(lookAlikes.filter(({silent}) => silent === 'queries').length).toBeGreaterThan(2);
});

test('once the advice is applied the findings are resolved, over a deploy, with a measured saving', async () => {
	const store = path.join(temporaryFolder(), 'shop.db');
	const before = await open(fast(allFaults), store);
	await use(before, 20);
	expect((await find(before)).findings).toHaveLength(4);
	await before.close();
	const after = await open(new Set(), store);
	await use(after, 30);
	// The next window settles what is gone.
	await vi.waitFor(async () => expect((await find(after)).findings).toEqual([]), {timeout: 20_000, interval: 500});
	const {summary} = await find(after);
	expect(summary).toMatch(/resolved: GET \/api\/orders: \d+ queries became 2, .*\(measured over \d+ before and \d+ after\)/u);
});
