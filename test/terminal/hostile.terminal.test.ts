import type {IncomingMessage, ServerResponse} from 'node:http';
import {describe, expect, test} from 'vitest';
import {esaAnswers} from '../support/esa-answers.ts';
import {behaviours, poison, startHostileServer, type Answer, type Behaviour} from '../support/hostile-server.ts';
import {bin} from '../support/run-program.ts';
import {openTerminal, type Terminal} from '../support/terminal.ts';

/** What the header says of each kind of answer. */
const said = {
	live: /● live · just now/,
	stale: /○ stale · \d+ min old/,
	unreadable: /✖ unreadable answer/,
	refused: /✖ refused with \d{3}/,
	away: /✖ no answer/,
};

/** What the screen must say of each way to be bad: every one of them reaches it. */
const told: Record<Behaviour, keyof typeof said> = {
	good: 'live',
	'escape sequences': 'live',
	'escape sequences in an error body': 'unreadable',
	'megabyte strings': 'live',
	'deep JSON': 'unreadable',
	'wrong types': 'unreadable',
	'a score of 1e999': 'unreadable',
	'NaN in JSON': 'unreadable',
	'a score of 140': 'unreadable',
	'a newer protocol': 'unreadable',
	'words of a newer version': 'live',
	'prototype names': 'live',
	'prototype names of components': 'live',
	'a redirect loop': 'unreadable',
	'a redirect to another origin': 'unreadable',
	'redirects within the origin': 'live',
	'an endless body': 'unreadable',
	'a body said to be endless': 'unreadable',
	'a body that drips': 'away',
	'a body that stops': 'away',
	'headers that drip': 'away',
	silence: 'away',
	'a reset before the answer': 'away',
	'a reset in the middle of the body': 'away',
	'a byte order mark': 'live',
	'garbage chunks': 'unreadable',
	'something that is not HTTP': 'unreadable',
	'broken JSON': 'unreadable',
	'a web app': 'unreadable',
	'204': 'live',
	'503 with a report': 'live',
	'503 of terminus': 'live',
	'500 without sense': 'unreadable',
	'401': 'refused',
	'421': 'refused',
	'429 with seconds': 'refused',
	'429 with a date': 'refused',
	'an old report': 'stale',
	'a report without its parts': 'live',
	'a plain OK': 'live',
	'the platform API': 'live',
};

/**
 * Everything that the program itself may write beside text, without colours: where to write, what to erase, bold, dim and inverse, the cursor,
 * the alternate screen, whole frames, marked pastes. The poison holds none of these, so whatever else is found came from the server.
 */
// oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
const allowed = /\u001B\[(?:\d*[ACEGK]|J|1;1H|(?:1|2|7|22|27)(?:;(?:1|2|7|22|27))*m|\?(?:25|1049|2004|2026)[hl])|\r|\n/gu;
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

/** What was written that neither the program writes nor is text, with a little of what stands around it. */
function foreign(bytes: string): string[] {
	const text = bytes.replaceAll(allowed, '');
	return [...text.matchAll(forbidden)].map(({index}) => JSON.stringify(text.slice(Math.max(0, index - 20), index + 20)));
}

/** Without colours, so that a server's own are not taken for the theme's. */
function watch(url: string): Terminal {
	return openTerminal(process.execPath, [bin, '--url', url], {columns: 100, rows: 30, env: {NO_COLOR: '1'}});
}

async function leave(terminal: Terminal): Promise<void> {
	terminal.send('q');
	expect(await terminal.ended()).toEqual({code: 0, signal: 0});
	expect(terminal.isAlternate()).toBe(false);
	expect(foreign(terminal.bytes())).toEqual([]);
}

test('the scan finds what it is for', () => {
	expect(foreign(`\u001B[?1049h\u001B[1;22mgood\u001B[K\r\n`)).toEqual([]);
	for (const one of [
		'\u001B[31m',
		'\u001B[2J',
		'\u001B]52;c;QQ==\u0007',
		'\u009B2J',
		'\u202E',
		'\u0000',
		'\t',
		'\u007F',
		'\u200B',
		'\u001B[0m',
	])
		expect(foreign(`a${one}b`)).not.toEqual([]);
});

describe('a server that answers with', () => {
	test.concurrent.for(Object.keys(behaviours) as Behaviour[])(
		'%s is told for what it is, sends no control byte to the terminal, and leaves the keys alive',
		async (behaviour) => {
			const server = await startHostileServer(behaviour);
			await using terminal = watch(server.url);
			try {
				await terminal.until(said[told[behaviour]], 30_000);
				terminal.send('?');
				await terminal.until(/Everywhere/);
				terminal.send('\u001B');
				await terminal.until((screen) => !screen.includes('Everywhere'));
				await leave(terminal);
			} finally {
				await server.close();
			}
		},
	);
});

const at = () => new Date().toISOString();
const job = () => ({
	id: 'run-1',
	agent: 'endpoints',
	state: 'failed',
	priority: 'normal',
	by: poison,
	attempt: 1,
	maxAttempts: 3,
	createdAt: at(),
	runAt: at(),
	startedAt: at(),
	finishedAt: at(),
	progress: {done: 1, total: 2, message: poison},
	cancelRequested: false,
	examined: {count: 1, what: poison},
	findings: {critical: 1, warning: 0, info: 0},
	summary: poison,
	error: poison,
});
const finding = () => ({
	id: `f${poison}`,
	agent: 'endpoints',
	rule: poison,
	severity: 'critical',
	category: 'api',
	title: `found ${poison}`,
	advice: poison,
	file: `source/${poison}`,
	line: 1,
	evidence: [{label: `seen ${poison}`, detail: poison, value: 1, unit: poison, file: poison, line: 2}],
	firstSeen: at(),
	lastSeen: at(),
	resolvedAt: null,
});
const signal = () => ({
	id: 'api.x',
	title: `signal ${poison}`,
	value: 1,
	unit: poison,
	window: poison,
	n: 1,
	source: poison,
	at: at(),
	required: true,
	weight: 1,
	score: 10,
	threshold: 5,
	reason: poison,
	since: null,
});

/** Our own protocol, with poison in every string of every route that a person can get onto the screen, live events too. */
function poisonEverywhere(): Answer {
	const envelope = () => ({schemaVersion: 1, at: at()});
	const answers = (): Record<string, object> => {
		const good = esaAnswers();
		const report = good['/esa/v1/health'] as {categories: object[]};
		const [first, ...others] = report.categories;
		const evidence = [{kind: 'signal', id: 'api.x', value: 1, unit: poison, threshold: 5, window: poison}];
		const recommendation = {id: poison, severity: 'critical', title: `do ${poison}`, evidence, command: poison, pointsRegained: 3};
		const [agent] = (good['/esa/v1/agents'] as {agents: object[]}).agents;
		return {
			...good,
			'/esa/v1/health': {
				...report,
				categories: [{...first, score: 10, status: 'critical', title: `API ${poison}`, signals: [signal()]}, ...others],
				recommendations: [recommendation],
				warnings: [`warning ${poison}`],
			},
			'/esa/v1/agents': {...envelope(), agents: [{...agent, title: `agent ${poison}`, schedule: poison}]},
			'/esa/v1/findings': {...envelope(), findings: [finding()]},
			'/esa/v1/jobs': {...envelope(), jobs: [job()], nextCursor: null},
			'/esa/v1/jobs/run-1': {
				...envelope(),
				job: {
					...job(),
					attempts: [{attempt: 1, worker: poison, startedAt: at(), finishedAt: at(), outcome: 'failed', error: poison}],
					found: [finding()],
				},
			},
		};
	};
	return (request: IncomingMessage, response: ServerResponse) => {
		const path = (request.url ?? '/').replace(/\?.*$/, '');
		if (path === '/esa/v1/events') return sendEvents(response);
		const body = answers()[path];
		response.writeHead(body === undefined ? 404 : 200, {'content-type': 'application/json'}).end(JSON.stringify(body ?? {}));
	};
}

function sendEvents(response: ServerResponse): void {
	response.writeHead(200, {'content-type': 'text/event-stream'});
	const log = {kind: 'log', at: at(), severity: 'critical', message: `event ${poison}`};
	response.write(`: ${poison.replaceAll(/[\r\n]/g, '')}\n\nid: \u001B[2J\nevent: log\ndata: ${JSON.stringify(log)}\n\n`);
}

test('poison in every string of every view, of a run, of a finding and of a live event stays text', async () => {
	const server = await startHostileServer(poisonEverywhere());
	await using terminal = watch(server.url);
	try {
		await terminal.until(/do red/);
		for (const [keys, shown] of [
			['f', /found red/],
			['\r', /seen red/],
			['J', /red {2}link/],
			['\r', /Attempts/],
			['a', /agent red/],
			['t', /24h/],
			['L', /event red/],
			['o', /do red/],
			['w', /signal red/],
			[':', /Commands/],
		] as const) {
			terminal.send(keys);
			await terminal.until(shown);
		}
		terminal.send('\u001B');
		await terminal.until((screen) => !screen.includes('Commands'));
		await leave(terminal);
	} finally {
		await server.close();
	}
});
