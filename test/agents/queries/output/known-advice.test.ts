import {expect, test} from 'vitest';
import {adviseOn} from '../../../../source/agents/queries/advice/advise.ts';
import {judgeTrace} from '../../../../source/agents/queries/judge.ts';
import type {Occurrence} from '../../../../source/agents/queries/occurrence.ts';
import {KnownAdvice} from '../../../../source/agents/queries/output/known-advice.ts';
import {anOccurrence} from '../an-occurrence.ts';
import {wasteful} from '../traces/all.ts';

const vias = [[], ['knex'], ['typeorm'], ['@prisma/client'], ['drizzle-orm', 'pg'], ['dataloader', 'pg'], ['mysql2']];

function freshAdvice(occurrence: Occurrence): string {
	const {summary, code} = adviseOn(occurrence);
	return code === null ? summary : `${summary}\n${code}`;
}

/** One after the other, each as it was found and as other traces might have it. */
function variants(): Occurrence[] {
	const found = wasteful.flatMap(({script, name}) => judgeTrace(script.toTrace(name)));
	return found.flatMap((occurrence, at) => [
		occurrence,
		{...occurrence, via: vias[at % vias.length]!},
		{...occurrence, count: occurrence.count + 7, distinctValues: 3, via: vias[at % vias.length]!},
		{...occurrence, parallel: !occurrence.parallel, nestedIn: 'SELECT a FROM b', via: vias[at % vias.length]!},
		{...occurrence, parent: {pattern: 'SELECT * FROM parents', rows: at}, system: 'mysql', via: vias[at % vias.length]!},
		{...occurrence, traceId: 'other', name: 'GET /other', source: 'other.ts:9', severity: 'info', totalMs: 3, waitedMs: 2},
	]);
}

test('what is known of an advice is what would be worked out anew, for every fault that we have an example of', () => {
	const known = new KnownAdvice();
	const all = variants();
	expect(all.length).toBeGreaterThan(300);
	for (const occurrence of [...all, ...all]) expect(known.of(occurrence)).toBe(freshAdvice(occurrence));
});

test('more kinds than are kept get theirs all the same', () => {
	const known = new KnownAdvice();
	const tables = Array.from({length: 2500}, (_, at) => anOccurrence({pattern: `SELECT * FROM t${at} WHERE id = ?`}));
	for (const occurrence of tables) expect(known.of(occurrence)).toContain(occurrence.pattern.split(' ')[3]);
	expect(known.of(tables[0]!)).toBe(freshAdvice(tables[0]!));
});
