import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {analyse} from '../../../source/agents/api-paths/analyse.ts';

/** What was read by hand from one application, at one commit. */
const Application = z.strictObject({
	about: z.string().min(1),
	repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
	commit: z.string().regex(/^[0-9a-f]{40}$/),
	/** `GET /api/articles/:slug src/articles.ts:87` */
	routes: z.array(z.string().regex(/^[A-Z]+ \/\S* \S+:\d+$/)),
	/** `GET /api/articles/{} src/agent.js:62` */
	calls: z.array(z.string().regex(/^(?:[A-Z]+|\?) \/\S* \S+:\d+$/)),
});

const truths = path.join(import.meta.dirname, 'realworld');
const applications = readdirSync(truths).map((file) => Application.parse(JSON.parse(readFileSync(path.join(truths, file), 'utf8'))));
const sources = process.env['ESA_REALWORLD'];

describe('RealWorld applications', () => {
	test('each has expected routes or calls, and none twice', () => {
		expect(applications).toHaveLength(4);
		const poor = applications.filter(({routes, calls}) => routes.length + calls.length < 15);
		const doubled = applications.filter(({routes, calls}) => new Set([...routes, ...calls]).size < routes.length + calls.length);
		expect({poor, doubled}).toEqual({poor: [], doubled: []});
	});

	if (sources === undefined) {
		const names = applications.map(({repository, commit}) => `${repository}@${commit.slice(0, 7)}`).join(', ');
		console.info(`To compare with the RealWorld applications, clone ${names} into one folder and name it in ESA_REALWORLD.`);
		return;
	}

	test.each(applications)('$repository', async ({repository, routes, calls}) => {
		const root = path.join(sources, path.posix.basename(repository));
		expect(existsSync(root)).toBe(true);
		const report = await analyse({root, cache: false});
		const found = {
			routes: report.routes.map((route) => `${route.method} ${route.path} ${route.file}:${route.line}`),
			calls: report.calls.map((call) => `${call.method ?? '?'} ${withoutNames(call.path)} ${call.file}:${call.line}`),
		};
		expectShares(compare(routes, found.routes), {recall: 0.97, precision: 0.99});
		expectShares(compare(calls, found.calls), {recall: 0.92, precision: 0.98});
	});
});

const withoutNames = (of: string): string => of.replaceAll(/\{[^{}]*\}/g, '{}');

interface Comparison {
	missed: string[];
	extra: string[];
	recall: number;
	precision: number;
}

/** Of nothing, everything was found. */
function compare(expected: readonly string[], found: readonly string[]): Comparison {
	const missed = expected.filter((each) => !found.includes(each));
	const extra = found.filter((each) => !expected.includes(each));
	return {missed, extra, recall: 1 - missed.length / (expected.length || 1), precision: 1 - extra.length / (found.length || 1)};
}

/** What is missed and what is too much is shown where the shares are too small. */
function expectShares({missed, extra, recall, precision}: Comparison, least: {recall: number; precision: number}): void {
	expect({missed, extra, isEnough: recall >= least.recall && precision >= least.precision}).toEqual({missed, extra, isEnough: true});
}
