import {Script} from 'node:vm';
import {afterEach, expect, test} from 'vitest';
import {captureSite, readSite} from '../../../source/probes/queries/call-site.ts';

const before = {...Object.getOwnPropertyDescriptors(Error)};

afterEach(() => void Object.defineProperties(Error, before));

/** Two places on one line of a script of the service. */
function sites(name: string): [first: object, second: object] {
	const script = new Script('function load(take) { return [take(), take()]; }\nload', {filename: `/shop/${name}.js`});
	const load = script.runInThisContext() as (take: () => object) => [object, object];
	const take = (): object => captureSite(take);
	return load(take);
}

function sourceOf(site: object): string | null {
	return readSite(site, '/shop').source;
}

test('a place that was read before is read the same again, and its neighbour as itself', () => {
	const read = (): (string | null)[] => sites('orders').map(sourceOf);
	expect(read()).toEqual(['orders.js:1 load', 'orders.js:1 load']);
	expect([read(), sites('carts').map(sourceOf)]).toEqual([
		['orders.js:1 load', 'orders.js:1 load'],
		['carts.js:1 load', 'carts.js:1 load'],
	]);
});

test('places are read anew once somebody else prepares stacks: he knows maps of his own', () => {
	expect(sourceOf(sites('mapped')[0])).toBe('mapped.js:1 load');
	let asked = 0;
	Error.prepareStackTrace = (_error, [frame]) => {
		asked++;
		return `Error: site\n    at load (/shop/mapped.ts:${frame?.getColumnNumber()}:1)`;
	};
	const rounds = Array.from({length: 3}, () => [sites('mapped').map(sourceOf), asked]);
	expect(rounds[0]![0]).toEqual(['mapped.ts:31 load', 'mapped.ts:39 load']);
	expect(rounds[2]).toEqual(rounds[1]);
	expect(rounds[2]![0]).toEqual(rounds[0]![0]);
});

test('however many scripts there are, each is told by its own name', () => {
	for (let at = 0; at < 3000; at++) expect(sourceOf(sites(`s${at}`)[0])).toBe(`s${at}.js:1 load`);
});

test('a service that replaced captureStackTrace by one that throws keeps its stackTraceLimit, and its query goes on', () => {
	Error.stackTraceLimit = 7;
	Error.captureStackTrace = () => {
		throw new Error('not here');
	};
	const site = captureSite(sites);
	expect(Error.stackTraceLimit).toBe(7);
	Object.defineProperties(Error, before);
	expect(sourceOf(site)).toBeNull();
});
