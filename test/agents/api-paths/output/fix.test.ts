import {expect, test} from 'vitest';
import {applyEdits, planFixes} from '../../../../source/agents/api-paths/output/fix.ts';
import {unifiedDiff} from '../../../../source/agents/api-paths/output/unified-diff.ts';
import type {ReportedCall} from '../../../../source/agents/api-paths/report.ts';
import {someCall, someFinding, someReport} from './some-report.ts';

type Fix = ReportedCall['suggestions'][number]['fix'];

/** What the first line of a file becomes; null when it has to be done by hand. */
function fixed(text: string, from: [string, string], to: [string, string, Fix], parts: Partial<ReportedCall> = {}): string | null {
	const [method, path] = from;
	const verdict = to[2] === 'method' ? 'method-mismatch' : 'missing';
	const call = someCall({
		method,
		path,
		line: 1,
		verdict,
		file: 'client/api.ts',
		suggestions: [{method: to[0], path: to[1], fix: to[2]}],
		...parts,
	});
	const {fixes, byHand} = planFixes(
		someReport({calls: [call], findings: [someFinding({rule: verdict, line: 1, file: call.file})]}),
		() => text,
	);
	expect(fixes.length + byHand.length).toBe(1);
	return fixes.length === 0 ? null : applyEdits(text, fixes);
}

test.each([
	["fetch('/a', {method: 'POST'})", "fetch('/a', {method: 'PUT'})"],
	['fetch("/a", {method: "post"})', 'fetch("/a", {method: "put"})'],
	["axios.post('/a', body)", "axios.put('/a', body)"],
	["api.post<User>('/a')", "api.put<User>('/a')"],
	["ask('POST', '/a')", "ask('PUT', '/a')"],
	["ask('/a', send('POST', {}))", "ask('/a', send('PUT', {}))"],
	["save('/a')", null],
	["axios.post('/a', {method: 'POST'})", null],
	["fetch('/a', {method: 'POST'}), fetch('/b', {method: 'POST'})", null],
	["run(() => fetch('/a', {method: 'POST'}))", "run(() => fetch('/a', {method: 'PUT'}))"],
])('method in %s: %s', (before, after) => {
	expect(fixed(before, ['POST', '/a'], ['PUT', '/a', 'method'])).toBe(after);
});

test.each([
	["fetch('/apis/users')", '/apis/users', '/api/users', "fetch('/api/users')"],
	['fetch(`/apis/users/${user.id}`)', '/apis/users/{user.id}', '/api/users/:id', 'fetch(`/api/users/${user.id}`)'],
	["fetch('/apis/users/' + id + '/x')", '/apis/users/{id}/x', '/api/users/:id/x', "fetch('/api/users/' + id + '/x')"],
	["fetch('/users?page=1')", '/users', '/api/users', "fetch('/api/users?page=1')"],
	["fetch('/v1/api/users')", '/v1/api/users', '/users', "fetch('/users')"],
	["ky('apis/users')", '/apis/users', '/api/v2/users', "ky('api/v2/users')"],
	["fetch('https://shop.example/apis/users')", '/apis/users', '/api/users', "fetch('https://shop.example/api/users')"],
	["useQuery({queryKey: ['/apis/users']})", '/apis/users', '/api/users', "useQuery({queryKey: ['/api/users']})"],
	["fetch('/users')", '/apis/users', '/api/users', null],
	["fetch('/apis/users', '/apis/users')", '/apis/users', '/api/users', null],
	["fetch('/ap\\x69s/users')", '/apis/users', '/api/users', null],
	['fetch(`/${a}/users`)', '/{a}/users', '/api/users', null],
])('prefix in %s', (before, path, route, after) => {
	expect(fixed(before, ['GET', path], ['GET', route, 'prefix'])).toBe(after);
});

test('the script of a component is changed in its place', () => {
	const text = '<template><a/></template><script setup lang="ts">const a = fetch(\'/apis/x\') as Answer;</script>';
	expect(fixed(text, ['GET', '/apis/x'], ['GET', '/api/x', 'prefix'], {file: 'A.vue'})).toBe(text.replace('/apis/', '/api/'));
});

test('only the call in the line is changed, with line ends of any kind', () => {
	const text = "a();\r\nfetch('/apis/x');\r\nfetch('/apis/x');\r\n";
	const call = someCall({path: '/apis/x', line: 2, suggestions: [{method: 'GET', path: '/api/x', fix: 'prefix'}]});
	const {fixes} = planFixes(someReport({calls: [call], findings: [someFinding({line: 2})]}), () => text);
	expect(applyEdits(text, fixes)).toBe("a();\r\nfetch('/api/x');\r\nfetch('/apis/x');\r\n");
});

test('nothing is planned without one certain suggestion, or for a finding that was accepted', () => {
	const text = "fetch('/apis/x')";
	const plan = (suggestions: ReportedCall['suggestions'], findings = [someFinding({line: 1})]) =>
		planFixes(someReport({calls: [someCall({path: '/apis/x', line: 1, suggestions})], findings}), () => text);
	expect(plan([{method: 'GET', path: '/api/x', fix: null}])).toEqual({fixes: [], byHand: []});
	expect(
		plan([
			{method: 'GET', path: '/api/x', fix: 'prefix'},
			{method: 'GET', path: '/apix/x', fix: 'prefix'},
		]),
	).toEqual({fixes: [], byHand: []});
	expect(plan([{method: 'GET', path: '/api/x', fix: 'prefix'}], [])).toEqual({fixes: [], byHand: []});
});

test('a diff has three lines around each change, and joins what is near', () => {
	const lines = Array.from({length: 30}, (_, index) => `line ${index + 1}`);
	const after = lines.with(4, 'five').with(6, 'seven').with(25, 'twenty-six');
	expect(unifiedDiff('a.js', `${lines.join('\n')}\n`, after.join('\n').concat('\n')).split('\n')).toEqual([
		'--- a/a.js',
		'+++ b/a.js',
		'@@ -2,9 +2,9 @@',
		...' line 2| line 3| line 4|-line 5|+five| line 6|-line 7|+seven| line 8| line 9| line 10'.split('|'),
		'@@ -23,7 +23,7 @@',
		...' line 23| line 24| line 25|-line 26|+twenty-six| line 27| line 28| line 29'.split('|'),
	]);
});
