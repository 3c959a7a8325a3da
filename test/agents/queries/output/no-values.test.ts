import fc from 'fast-check';
import {expect, test} from 'vitest';
import {reportJson} from '../../../../source/agents/queries/output/report.ts';
import {queriesText} from '../../../../source/agents/queries/output/text.ts';
import {analyseText, line} from '../input/analyse-text.ts';
import {plainLook} from './plain-look.ts';

const canary = 'canary4711';

/** Everything that is printed about a log. */
async function printed(log: string): Promise<string> {
	const result = await analyseText(log, {options: {minTotalMs: 0, slowMs: 1}}).catch((error: Error) => error);
	if (result instanceof Error) return result.message;
	return [...result.warnings, ...reportJson(result), queriesText(result, plainLook)].join('\n');
}

/** Parameters of any form with a value in them that must not come out again. */
const anyParameters = fc.oneof(
	fc.array(fc.oneof(fc.jsonValue(), fc.constant(canary), fc.constant([canary])), {maxLength: 5}),
	fc.dictionary(fc.string(), fc.constant(canary)),
	fc.constant(canary),
	fc.constant({[canary]: canary}),
);

const texts = [
	'SELECT * FROM a WHERE b = $1',
	'SELECT * FROM a WHERE b = ANY($1) LIMIT $2 OFFSET $3',
	`SELECT * FROM a WHERE b = '${canary}'`,
	`SELECT * FROM a /* ${canary} */ WHERE b = $$${canary}$$ -- ${canary}`,
	`INSERT INTO a VALUES ('${canary}', $1), (E'\\'${canary}', 'x''${canary}')`,
	`SELECT * FROM a WHERE b = '${canary}`,
	`SELECT * FROM a WHERE b IN ('${canary}', 'and ...`,
];

test('no value of a query comes out of a log of our own format', async () => {
	const anyQuery = fc.record({
		sql: fc.constantFrom(...texts),
		params: anyParameters,
		system: fc.constantFrom('pg', 'sqlite', undefined),
		error: fc.constantFrom(null, `duplicate key (${canary})`, {message: canary, detail: canary}),
		rows: fc.constantFrom(1, canary, [canary]),
		durationMs: fc.constantFrom(5, canary, 1e12),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(anyQuery, {minLength: 1, maxLength: 40}), async (queries) => {
			expect(await printed(queries.map(line).join(''))).not.toContain(canary);
		}),
	);
});

test('nor of a log of PostgreSQL', async () => {
	const entry = (message: string): string => `2026-11-23 02:50:41.754 UTC [10634] ${message}\n`;
	const statements = texts.flatMap((sql) => [
		entry(`LOG:  duration: 5.5 ms  execute <unnamed>: ${sql}`),
		entry(`DETAIL:  parameters: $1 = '${canary}', $2 = '{${canary}}'`),
		entry(`ERROR:  invalid input syntax for type integer: "${canary}"`),
		entry(`DETAIL:  Key (b)=(${canary}) already exists.`),
		entry(`STATEMENT:  ${sql}`),
	]);
	expect(await printed(statements.join('').repeat(6))).not.toContain(canary);
	expect(await printed(statements.join('').repeat(6))).toContain('SELECT * FROM a WHERE b = ?');
});

test('nor of a log of spans', async () => {
	const spans = texts.map((sql, at) => ({
		traceId: 't',
		spanId: `s${at}`,
		name: 'SELECT',
		startTimeUnixNano: `17638662${at}1000000000`,
		endTimeUnixNano: at === 3 ? canary : `17638662${at}1900000000`,
		attributes: [
			{key: 'db.query.text', value: {stringValue: sql}},
			{key: 'db.query.parameter.0', value: {stringValue: canary}},
			...(at % 2 === 0 ? [] : [{key: 'error.type', value: {stringValue: `failed at ${canary}`}}]),
			{key: 'db.postgresql.values', value: {arrayValue: {values: [{stringValue: canary}]}}},
		],
	}));
	const out = await printed(JSON.stringify({resourceSpans: [{scopeSpans: [{spans}]}]}));
	expect(out).not.toContain(canary);
	expect(out).toContain('SELECT * FROM a WHERE b = ?');
});
