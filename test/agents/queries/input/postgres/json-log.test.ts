import {expect, test} from 'vitest';
import {readJsonLog} from '../../../../../source/agents/queries/input/postgres/json-log.ts';
import {readTraces} from '../analyse-text.ts';

const message = 'duration: 1.5 ms  execute <unnamed>: SELECT * FROM a WHERE b = $1';
const own = {
	timestamp: '2026-11-23 02:50:41.754 UTC',
	pid: 9,
	session_id: '6b03aa01.9',
	vxid: '3/7',
	error_severity: 'LOG',
	message,
	detail: "parameters: $1 = '5'",
};
const record = {
	log_time: own.timestamp,
	process_id: '9',
	session_id: '6b03aa01.9',
	virtual_transaction_id: '3/7',
	error_severity: 'LOG',
	message,
	detail: own.detail,
};

test.each([
	['PostgreSQL itself', own],
	['CloudNativePG', {level: 'info', ts: 1763866241.754, logger: 'postgres', msg: 'record', record}],
	['a session without an id', {...own, session_id: undefined}],
])('an entry of %s is a query', (_, entry) => {
	const {traces, intake} = readTraces(readJsonLog, `${JSON.stringify(entry)}\n`);
	expect(traces).toMatchObject([{queries: [{pattern: 'SELECT * FROM a WHERE b = ?', durationMs: 1.5, valueKey: expect.any(Number)}]}]);
	expect(traces[0]!.id).toMatch(/^session (?:6b03aa01\.)?9, 2026-11-23 02:50:41\.75/);
	expect(intake.broken).toBe(null);
});

test('a failed statement is a query with its code', () => {
	const failed = {
		...own,
		error_severity: 'ERROR',
		state_code: '42P01',
		message: 'relation "a" does not exist',
		detail: undefined,
		statement: 'SELECT * FROM a',
	};
	expect(readTraces(readJsonLog, JSON.stringify(failed)).traces[0]!.queries).toMatchObject([{pattern: 'SELECT * FROM a', error: '42P01'}]);
});

test.each([
	'{"timestamp": "20',
	'null',
	'5',
	'{"message": "x"}',
	'{"timestamp": "soon", "error_severity": "LOG"}',
	'{"record": {"record": 5}}',
])('%s is counted as broken', (broken) => {
	expect(readTraces(readJsonLog, `${JSON.stringify(own)}\n${broken}\n`).intake).toMatchObject({
		queries: 1,
		broken: {count: 1, first: 'line 2 is no entry of a jsonlog'},
	});
});
