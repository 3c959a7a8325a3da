import {globSync, readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {LiveEvent} from '../../source/protocol/events.ts';
import {createEventHub, hubLimits} from '../../source/server/event-hub.ts';
import {createRateLimit} from '../../source/server/rate-limit.ts';
import {createRoutes} from '../../source/server/router.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';
import {ManualClock} from '../support/manual-clock.ts';
import {fieldsOf, typeOf, type Field} from '../support/schema-fields.ts';
import {examples, extended, names, objects, words} from './protocol-schemas.ts';

const view = new FakeMonitorView();
const clock = new ManualClock();
const site = {
	view,
	clock,
	hub: createEventHub(view, clock),
	triggers: createRateLimit({count: 10, perMs: 60_000, clock}),
	basePath: undefined,
	metricsPath: '/metrics',
} as const;
const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

describe('docs/protocol.md', () => {
	test.each(Object.keys(objects))('lists every field of %s with its type and a meaning, and no other', (name) => {
		const rows = tableUnder(`#### ${name}`);
		expect(rows.map(([path, type]) => ({path, type}))).toEqual(ownFields(name));
		for (const [, , meaning] of rows) expect(meaning).toMatch(/\w.*\.$/);
	});

	test.each(Object.entries(words))('lists the words of %s', (name, schema) => {
		expect(page).toContain(`| ${name} | ${typeOf(schema, new Map())} |`);
	});

	test('lists every kind of live event with its fields', () => {
		for (const option of LiveEvent.options) {
			const [kind, ...fields] = fieldsOf(option, names).filter(({path}) => path !== 'at');
			const listed = fields.map(({path, type}) => `\`${path}\` (${type})`).join(', ');
			expect(page).toContain(`| \`${kind?.type.slice(1, -1)}\` | ${listed === '' ? '' : `${listed} `}|`);
		}
	});

	const blocks = [...page.matchAll(/```json (\w+)\n(.*?)```/gs)];
	test.each(blocks.map(([, name = '', text = '']) => [name, text]))('has an example of %s that the schema takes as it is', (name, text) => {
		const value: unknown = JSON.parse(text);
		expect(examples[name]?.parse(value)).toEqual(value);
	});

	test('has an example of every answer', () => {
		const shown = new Set(blocks.map(([, name]) => name));
		for (const name of [
			'Discovery',
			'HealthReport',
			'Trends',
			'Agents',
			'Jobs',
			'JobAnswer',
			'Findings',
			'Metrics',
			'Audit',
			'Refusal',
			'RunsRequest',
			'LiveEvent',
		])
			expect(shown).toContain(name);
	});

	test('lists exactly the routes that there are, with their role', () => {
		const listed = [...page.matchAll(/^\| `(GET|POST|DELETE) (\S+)` \| (viewer|operator) \|/gm)].map(
			([, method, path, role]) => `${method} ${path} ${role}`,
		);
		const served = createRoutes(site).map(({method, path, needs}) => `${method} ${path} ${needs}`);
		expect(new Set(listed)).toEqual(new Set(served));
	});

	test('lists exactly the codes of refusals', () => {
		const listed = [...page.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gm)].map(([, code]) => code);
		const files = globSync('**/*.ts', {cwd: new URL('../../source/server', import.meta.url)});
		const source = files.map((file) => readFileSync(new URL(`../../source/server/${file}`, import.meta.url), 'utf8')).join('\n');
		const used = [...source.matchAll(/\bstatus: \d{3}, code: '([a-z-]+)'|\n\tstatus: \d{3},\n\tcode: '([a-z-]+)'/g)].map(
			([, one, other]) => one ?? other,
		);
		expect(new Set(listed)).toEqual(new Set(used));
	});

	test('tells the limits as they are', () => {
		expect(page).toContain(`the last ${hubLimits.remembered.toLocaleString('en')} events`);
		expect(page).toContain(`| event streams | ${hubLimits.readersPerToken} per token |`);
		expect(page).toContain(`| unread bytes of an event stream | ${hubLimits.bufferedBytes / 1_048_576} MiB |`);
	});
});

/** Rows of the first table after a heading: path, type, meaning. */
function tableUnder(heading: string): [string, string, string][] {
	const section = page.split(`${heading}\n`)[1] ?? '';
	const table = /(?:^\|.*\n)+/m.exec(section)?.[0] ?? '';
	return [...table.matchAll(/^\| `([^`]+)` \| (.+?) \| (.+) \|$/gm)].map(([, path = '', type = '', meaning = '']) => [path, type, meaning]);
}

/** Fields of an object without those of the one that it extends. */
function ownFields(name: string): Field[] {
	const [schema, base] = [objects[name], objects[extended[name] ?? '']];
	if (schema === undefined) throw new Error(`no schema ${name}`);
	const inherited = new Set(base === undefined ? [] : fieldsOf(base, names).map(({path}) => path));
	return fieldsOf(schema, names).filter(({path}) => !inherited.has(path));
}
