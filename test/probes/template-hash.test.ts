import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {normalisePath} from '../../source/probes/route-path.ts';
import {hashTemplate} from '../../source/probes/template-hash.ts';

/** The pair as text; undefined where the hash leaves it to `normalisePath`. */
function hashOf(target: string): string | undefined {
	const pair = new Int32Array(2);
	return hashTemplate(target, pair) ? pair.join(' ') : undefined;
}

const segment = fc.oneof(
	fc.constantFrom('api', 'orders', 'users', 'v1', 'a', 'b', ''),
	fc.uuid(),
	fc.nat().map(String),
	fc.string({maxLength: 40}),
);
const target = fc
	.tuple(fc.array(segment, {maxLength: 14}), fc.constantFrom('', '?a=1', '#x', ';s=1'))
	.map(([segments, rest]) => `/${segments.join('/')}${rest}`);

describe('hashTemplate', () => {
	test('two targets have the same hash exactly if they have the same template', () => {
		fc.assert(
			fc.property(target, target, (one, other) => {
				const [first, second] = [hashOf(one), hashOf(other)];
				fc.pre(first !== undefined && second !== undefined);
				expect(first === second).toBe(normalisePath(one) === normalisePath(other));
			}),
			{numRuns: 5000},
		);
	});

	test('paths of one route share a hash, whatever their ids and queries', () => {
		const hashes = new Set(Array.from({length: 10_000}, (_, id) => hashOf(`/api/orders/${id}/items?page=${id}`)));
		expect(hashes.size).toBe(1);
		expect(hashes).not.toContain(undefined);
	});

	test('twenty thousand different routes have different hashes', () => {
		const names = Array.from({length: 20_000}, (_, at) => at.toString(26).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)]!));
		expect(new Set(names.map((name) => hashOf(`/api/${name}`))).size).toBe(new Set(names).size);
	});

	test('the order of segments matters', () => {
		expect(hashOf('/a/b')).not.toBe(hashOf('/b/a'));
		expect(hashOf('/a/b')).not.toBe(hashOf('/ab'));
		expect(hashOf('/')).not.toBe(hashOf('/a'));
	});

	test.each([
		'',
		'*',
		'http://shop/api',
		'//',
		'/api/',
		'/api//orders',
		`/${'a/'.repeat(20)}b`,
		'/assets/app.3f2a9c1b.js',
		`/reset/${'x'.repeat(40)}`,
	])('leaves %j to normalisePath', (uneven) => {
		expect(hashOf(uneven)).toBeUndefined();
	});
});
