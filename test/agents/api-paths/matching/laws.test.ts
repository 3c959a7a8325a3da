import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {matchesPath, patternOf} from '../../../../source/agents/api-paths/routes/pattern.ts';
import type {Route} from '../../../../source/agents/api-paths/routes/route.ts';
import {call, judge, route} from './build.ts';

/** Few words, so that paths of routes and calls meet often. */
const word = fc.constantFrom('api', 'users', 'user', 'me', 'posts', 'v1', '7');
const param = fc.constantFrom(':id', ':slug', ':name');
const hole = fc.constantFrom('{id}', '{slug}', '{x.name}', '{n:number}');
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE');
const anyMethod = fc.oneof({weight: 6, arbitrary: method}, {weight: 1, arbitrary: fc.constant('ALL')});
const pathOf = (segment: fc.Arbitrary<string>) =>
	fc.array(segment, {minLength: 1, maxLength: 4}).map((segments) => `/${segments.join('/')}`);
const uniqueParams = (path: string): string =>
	path
		.split('/')
		.map((segment, at) => (segment.startsWith(':') ? `${segment}${at}` : segment))
		.join('/');
const routePath = pathOf(fc.oneof({weight: 3, arbitrary: word}, {weight: 1, arbitrary: param})).map(uniqueParams);
const callPath = pathOf(fc.oneof({weight: 4, arbitrary: word}, {weight: 1, arbitrary: hole}));
const someRoutes = fc
	.array(fc.tuple(anyMethod, routePath), {minLength: 1, maxLength: 12})
	.map((written) => written.map(([verb, path], index) => route(`${verb} ${path}`, {}, index + 1)));
const someCalls = fc.array(
	fc.tuple(method, callPath).map((parts) => parts.join(' ')),
	{minLength: 1, maxLength: 6},
);

const verdictsOf = (calls: readonly string[], known: readonly Route[]): string[] =>
	judge(
		calls.map((one, index) => call(one, {}, index + 1)),
		{routes: known},
	).calls.map((judged) => judged.verdict);

describe('laws of the matcher', () => {
	test('a route is met by the path that its own template makes', () => {
		fc.assert(
			fc.property(someRoutes, fc.nat(), (known, pick) => {
				const wanted = known[pick % known.length]!;
				const written = wanted.path.replaceAll(/:\w+/gu, '{hole}');
				const verb = wanted.method === 'ALL' ? 'PATCH' : wanted.method;
				const [judged] = judge([call(`${verb} ${written}`)], {routes: known}).calls;
				expect(judged!.verdict).toBe('matched');
			}),
		);
	});

	test('values in the place of parameters meet at least weakly', () => {
		fc.assert(
			fc.property(someRoutes, fc.nat(), (known, pick) => {
				const wanted = known[pick % known.length]!;
				const verb = wanted.method === 'ALL' ? 'PATCH' : wanted.method;
				expect(['matched', 'weak']).toContain(verdictsOf([`${verb} ${wanted.path.replaceAll(/:\w+/gu, 'some-value')}`], known)[0]);
			}),
		);
	});

	test('a call is answered only by routes that take its method', () => {
		fc.assert(
			fc.property(someRoutes, someCalls, (known, calls) => {
				for (const judged of judge(
					calls.map((one, index) => call(one, {}, index + 1)),
					{routes: known},
				).calls) {
					if (judged.route !== null) expect(['ALL', judged.method]).toContain(judged.route.method);
				}
			}),
		);
	});

	test('HEAD is answered wherever GET is, and no method is refused where all are taken', () => {
		fc.assert(
			fc.property(someRoutes, callPath, (known, path) => {
				const [get, head] = verdictsOf([`GET ${path}`, `HEAD ${path}`], known);
				if (get === 'matched' || get === 'weak') expect(head).toBe(get);
				const all = known.map((one) => ({...one, method: 'ALL'}));
				expect(verdictsOf([`PUT ${path}`], all)[0]).not.toBe('method-mismatch');
			}),
		);
	});

	test('another route never makes an answered call missing', () => {
		fc.assert(
			fc.property(someRoutes, anyMethod, routePath, someCalls, (known, verb, path, calls) => {
				const before = verdictsOf(calls, known);
				const after = verdictsOf(calls, [...known, route(`${verb} ${path}`, {}, 99)]);
				for (const [index, verdict] of before.entries()) {
					if (verdict === 'matched' || verdict === 'weak') expect(['matched', 'weak']).toContain(after[index]);
					if (verdict === 'matched') expect(after[index]).toBe('matched');
				}
			}),
		);
	});

	test('the order of routes and of calls decides nothing', () => {
		fc.assert(
			fc.property(someRoutes, someCalls, (known, calls) => {
				expect(verdictsOf(calls, known.toReversed())).toEqual(verdictsOf(calls, known));
				expect(verdictsOf(calls.toReversed(), known).toReversed()).toEqual(verdictsOf(calls, known));
			}),
		);
	});

	test('names of holes and parameters decide nothing', () => {
		fc.assert(
			fc.property(someRoutes, someCalls, (known, calls) => {
				const renamedRoutes = known.map((one) => ({...one, path: one.path.replaceAll(/:\w+?(?=\d*(?:\/|$))/gu, ':q')}));
				const renamedCalls = calls.map((one) => one.replaceAll(/\{[a-z.]+/gu, '{other'));
				expect(verdictsOf(renamedCalls, renamedRoutes)).toEqual(verdictsOf(calls, known));
			}),
		);
	});

	test('a call is answered by a route that matches it for any values, and missing only where no route does', () => {
		fc.assert(
			fc.property(someRoutes, someCalls, (known, calls) => {
				for (const judged of judge(
					calls.map((one, index) => call(one, {}, index + 1)),
					{routes: known},
				).calls) {
					const filled = judged.path.replaceAll(/\{n\}/gu, '42').replaceAll(/\{[^}]+\}/gu, 'zzz');
					const matching = known
						.filter((one) => one.method === 'ALL' || one.method === judged.method)
						.filter((one) => matchesPath(patternOf(one), filled));
					if (judged.verdict === 'missing') expect(matching).toEqual([]);
					if (judged.route !== null) expect(matching).toContain(judged.route);
				}
			}),
		);
	});
});
