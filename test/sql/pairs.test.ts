import {describe, expect, test} from 'vitest';
import {fingerprint} from '../../source/sql/fingerprint.ts';
import {mysqlPairs} from './pairs/mysql.ts';
import type {Pair} from './pairs/pair.ts';
import {postgresqlPairs} from './pairs/postgresql.ts';
import {sqlitePairs} from './pairs/sqlite.ts';
import {unknownPairs} from './pairs/unknown.ts';

const pairs = [...postgresqlPairs, ...mysqlPairs, ...sqlitePairs, ...unknownPairs];

describe('texts of one query have one pattern', () => {
	test.each(pairs.filter(({same}) => same))('$system: $why', ({a, b, system}) => {
		expect(fingerprint(a, system)).toBe(fingerprint(b, system));
	});
});

describe('other queries have other patterns', () => {
	test.each(pairs.filter(({same}) => !same))('$system: $why', ({a, b, system}) => {
		expect(fingerprint(a, system)).not.toBe(fingerprint(b, system));
	});
});

test('a pattern is its own pattern, one line long', () => {
	for (const {a, b, system} of pairs) {
		for (const sql of [a, b]) {
			const pattern = fingerprint(sql, system);
			expect(fingerprint(pattern, system)).toBe(pattern);
			expect(pattern).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
		}
	}
});

test('the list is long and asks for differences as much as for likeness', () => {
	const isKnown = new Set<string>();
	for (const pair of pairs) isKnown.add(keyOf(pair));
	expect(isKnown.size).toBe(pairs.length);
	expect(pairs.length).toBeGreaterThan(300);
	expect(pairs.filter(({same}) => !same).length / pairs.length).toBeGreaterThan(0.4);
});

function keyOf({a, b, system}: Pair): string {
	return JSON.stringify([system, a, b]);
}
