import {readFileSync, statSync, truncateSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {createAuditLog} from '../../source/monitor/audit-log.ts';
import type {AuditLine} from '../../source/protocol/audit.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';

function line(what: string): AuditLine {
	return {at: '2026-03-01T12:00:00.000Z', who: 'token', role: 'operator', remote: '127.0.0.1', what, status: 202};
}

test('every line is in the file, which only its owner reads, and the last ones are at hand', async () => {
	const file = path.join(temporaryFolder(), 'audit.ndjson');
	const log = createAuditLog(file, () => expect.unreachable());
	for (const what of ['a', 'b', 'c']) log.add(line(what));
	await log.flush();
	expect(
		readFileSync(file, 'utf8')
			.trim()
			.split('\n')
			.map((text) => (JSON.parse(text) as AuditLine).what),
	).toEqual(['a', 'b', 'c']);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(log.last(2).map(({what}) => what)).toEqual(['c', 'b']);
});

test('a file that has grown too large is set aside', async () => {
	const file = path.join(temporaryFolder(), 'audit.ndjson');
	const log = createAuditLog(file, () => expect.unreachable());
	log.add(line('old'));
	await log.flush();
	truncateSync(file, 10_000_001);
	log.add(line('new'));
	await log.flush();
	expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({what: 'new'});
	expect(statSync(`${file}.1`).size).toBe(10_000_001);
});

test('a file that cannot be written is told of once; lines stay in memory', async () => {
	const told: string[] = [];
	const log = createAuditLog(path.join(temporaryFolder(), 'missing', 'audit.ndjson'), (message) => told.push(message));
	log.add(line('a'));
	await log.flush();
	log.add(line('b'));
	await log.flush();
	expect(told).toEqual([expect.stringContaining('ENOENT')]);
	expect(log.last(9).map(({what}) => what)).toEqual(['b', 'a']);
});
