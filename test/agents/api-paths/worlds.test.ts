import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {analyse} from '../../../source/agents/api-paths/analyse.ts';
import type {ApiPathsReport} from '../../../source/agents/api-paths/report.ts';
import {readWorlds} from '../../support/path-worlds.ts';
import type {ExpectedWorld} from '../../support/path-worlds.ts';

const worlds = readWorlds(path.join(import.meta.dirname, 'worlds'));

describe('worlds', () => {
	test.each(worlds.map((world) => [world.name, world] as const))('%s', async (_, {folder, expected}) => {
		const report = await analyse({root: folder, cache: false});
		const found = toLists(report);
		const lists = ['routes', 'shadowed', 'calls', 'findings', 'unanalysed'] as const;
		const looked = lists.filter((list) => expected[list] !== undefined);
		const pick = (from: ExpectedWorld | Required<Pick<ExpectedWorld, (typeof lists)[number]>>): Record<string, string[]> =>
			Object.fromEntries(looked.map((list) => [list, (from[list] ?? []).toSorted()]));
		expect(looked.length, 'an expectation').toBeGreaterThan(0);
		expect(pick(found)).toEqual(pick(expected));
		expect(shadowsToldOf(report), 'findings of shadowed routes').toEqual(shadowsListed(report));
	});

	test('a third of them are look-alikes, cannot be decided, or hold such', () => {
		const others = worlds.filter(({expected}) => expected.kind === 'look-alike' || expected.kind === 'undecidable');
		expect(worlds.length).toBeGreaterThanOrEqual(60);
		expect(others.length).toBeGreaterThanOrEqual(20);
	});
});

function toLists(report: ApiPathsReport): Required<Pick<ExpectedWorld, 'routes' | 'shadowed' | 'calls' | 'findings' | 'unanalysed'>> {
	return {
		routes: report.routes.map(({method, path: of, file, line}) => `${method} ${of} ${file}:${line}`),
		shadowed: report.routes.flatMap((route) => (route.shadowedBy === null ? [] : [`${placeOf(route)} < ${placeOf(route.shadowedBy)}`])),
		calls: report.calls.map(({method, path: of, file, line, verdict, reason}) => {
			const why = verdict === 'undecidable' ? `(${reason})` : '';
			return `${method ?? '?'} ${of.replaceAll(/\{[^{}]*\}/g, '{}')} ${file}:${line} ${verdict}${why}`;
		}),
		findings: report.findings.map(({rule, file, line}) => `${rule} ${file}:${line}`),
		unanalysed: report.unanalysed.map(({file}) => file),
	};
}

/** Each route that is listed as shadowed, with the place of the one that answers. */
const shadowsListed = ({routes}: ApiPathsReport): string[] =>
	routes
		.flatMap((route) => (route.shadowedBy === null ? [] : [`${placeOf(route)} < ${route.shadowedBy.file}:${route.shadowedBy.line}`]))
		.toSorted();

/** The same as the findings tell it; fallbacks are no routes of the list. */
function shadowsToldOf({routes, findings}: ApiPathsReport): string[] {
	const listed = new Set(routes.map((route) => placeOf(route)));
	return findings
		.filter(({rule}) => rule === 'shadowed-route')
		.map(({method, path: of, file, line, related: [first]}) => ({
			route: `${method} ${of} ${file}:${line}`,
			by: `${first?.file}:${first?.line}`,
		}))
		.filter(({route}) => listed.has(route))
		.map(({route, by}) => `${route} < ${by}`)
		.toSorted();
}

const placeOf = ({method, path: of, file, line}: {method: string; path: string; file: string; line: number}): string =>
	`${method} ${of} ${file}:${line}`;
