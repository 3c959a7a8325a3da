import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import type {z} from 'zod';
import {BaselineEntry, parseBaseline} from '../../../source/agents/api-paths/output/baseline.ts';
import * as report from '../../../source/agents/api-paths/report.ts';
import {fieldsOf} from '../../support/schema-fields.ts';

const page = readFileSync(new URL('../../../docs/api-paths-report.md', import.meta.url), 'utf8');
const {ApiPathsReport, PathFinding, ReportedCall, ReportedRoute, GateCheck, DataFlow} = report;
const schemas = {ApiPathsReport, PathFinding, ReportedCall, ReportedRoute, GateCheck, DataFlow};
const names = new Map<z.core.$ZodType, string>(Object.entries(schemas).map(([name, schema]) => [schema, name]));

function tableUnder(heading: string): [path: string, type: string, meaning: string][] {
	const section = page.split(`${heading}\n`)[1]?.split(/\n#/)[0] ?? '';
	return [...section.matchAll(/^\| `(.+?)` \| (.+?) \| (.+) \|$/gm)].map(([, path = '', type = '', meaning = '']) => [path, type, meaning]);
}

describe('docs/api-paths-report.md', () => {
	test.each(Object.entries(schemas))('lists every field of %s with its type and a meaning, and no other', (name, schema) => {
		const rows = tableUnder(`#### ${name}`);
		expect(rows.map(([path, type]) => ({path, type}))).toEqual(fieldsOf(schema, names));
		for (const [, , meaning] of rows) expect(meaning).toMatch(/\w.*\.$/);
	});

	test('lists every verdict', () => {
		for (const verdict of ReportedCall.shape.verdict.options) expect(page).toContain(`| \`${verdict}\` | `);
	});

	test('shows a baseline that is taken as it is', () => {
		const [, example = ''] = /## A baseline file\n[^]*?```json\n(.*?)\n```/.exec(page) ?? [];
		expect(parseBaseline(example, 'b.json')).toEqual([BaselineEntry.parse({...parseBaseline(example, 'b.json')[0]})]);
	});
});
