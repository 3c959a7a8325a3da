import {fingerprint} from '../../source/sql/fingerprint.ts';
import type {System} from '../../source/sql/keywords.ts';
import {PatternCache} from '../../source/sql/pattern-cache.ts';
import {type Figure, median} from './figure.ts';

const rounds = 9;
const textsPerRound = 60_000;

/** What a service sends: mostly short statements, some with values in their text, 54 characters on average. */
const templates: readonly [system: System, sql: string][] = [
	['postgresql', 'SELECT "id" FROM "users" WHERE "id" = $1'],
	['postgresql', "INSERT INTO events (kind, at) VALUES ('click', #)"],
	['mysql', 'SELECT `o`.* FROM `orders` `o` WHERE `o`.`user_id` = #'],
	['mysql', 'UPDATE products SET stock = stock - 1 WHERE id = #'],
	['sqlite', 'SELECT value FROM cache WHERE key = ? AND expires > #'],
	['postgresql', 'BEGIN'],
	['postgresql', 'COMMIT'],
	['mysql', 'SELECT id FROM tags WHERE id IN (#, #, #, 4, 5, 6, 7, 8)'],
	['postgresql', 'SELECT count(*) FROM sessions s INNER JOIN users u ON u.id = s.user_id WHERE u.org_id = #'],
	['postgresql', "select * from orders where total > #.5 and status = 'paid' order by created_at desc limit 20"],
];

/** How many texts are normalised in a second of CPU: each text new, and through the cache where programs repeat themselves. */
export async function benchFingerprint(): Promise<Figure[]> {
	const texts = Array.from({length: textsPerRound}, (_, at) => textOf(at));
	const characters = texts.reduce((sum, [, sql]) => sum + sql.length, 0) / texts.length;
	const cache = new PatternCache();
	const repeated = texts.slice(0, 1000);
	const mixed = `${Math.round(characters)} characters on average, median of ${rounds} rounds`;
	return [
		rate('queries normalised per second of CPU, no cache', 250_000, `at least; ${mixed}, every text another`, () => {
			for (const [system, sql] of texts) fingerprint(sql, system);
			return texts.length;
		}),
		rate('queries normalised per second of CPU, cached', 2_500_000, `at least; ${mixed}, 1,000 texts again and again`, () => {
			for (let turn = 0; turn < 3000; turn++) for (const [, sql] of repeated) cache.patternOf(sql);
			return repeated.length * 3000;
		}),
	];
}

function textOf(at: number): [System, string] {
	const [system, template] = templates[at % templates.length]!;
	return [system, template.replaceAll('#', String(at * 7919))];
}

function rate(figure: string, budget: number, how: string, work: () => number): Figure {
	work();
	return {figure, value: Math.round(median(Array.from({length: rounds}, () => perSecond(work)))), unit: '/s', budget, how};
}

function perSecond(work: () => number): number {
	const before = process.threadCpuUsage();
	const done = work();
	const {user, system} = process.threadCpuUsage(before);
	return (done * 1e6) / (user + system);
}
