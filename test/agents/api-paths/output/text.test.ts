import {expect, test} from 'vitest';
import {acceptFindings} from '../../../../source/agents/api-paths/output/accept.ts';
import {lineReader} from '../../../../source/agents/api-paths/output/code-frame.ts';
import {pathsText, type TextLook} from '../../../../source/agents/api-paths/output/text.ts';
import {someCall, someFinding, someReport} from './some-report.ts';

const code: Record<string, string> = {
	'client/api.js': ['one', 'two', 'three', '\tconst items = await ask("/api/wishlist");', '\tshow(items);', ''].join('\n'),
};

function look(parts: Partial<TextLook> = {}): TextLook {
	return {
		marks: {critical: '✖', warning: '▲', info: '●', passed: '✔', separator: ' · ', bar: '│'},
		paint: (_, text) => text,
		lineOf: lineReader((file) => code[file]),
		shownFile: (file) => file,
		...parts,
	};
}

test('a finding has its place, its sentence, its code, what was meant and what else to look at', () => {
	const suggestions = [{method: 'GET', path: '/api/wishlists', fix: null}];
	const report = someReport({calls: [someCall({suggestions})], findings: [someFinding({related: [{file: 'server/app.js', line: 9}]})]});
	expect(pathsText(report, look())).toBe(
		`
No route answers (1)

  ▲ client/api.js:4  No route answers GET /api/wishlist
      4 │ const items = await ask("/api/wishlist");
      5 │ show(items);
      Did you mean GET /api/wishlists?
      see server/app.js:9

Quality Gate 2.5
  ✔ compared        1 route, 1 call compared.
  ✖ calls-match     1 of 1 calls do not match.
  ✔ prefixes        One prefix.
  ✔ mock-fallbacks  None.
  ✔ data-flow       0 of 0 followed.

3 files · 1 route · 1 call: 0 matched, 1 missing, 0 with another method, 0 not decided, 0 to others · 1 of 1 decided (100 %), 95 % asked
Gate not passed
`.trim(),
	);
});

test('what breaks most comes first, the critical before the others', () => {
	const findings = [
		someFinding({rule: 'shadowed-route', file: 'server/app.js', line: 2}),
		someFinding({file: 'client/b.js'}),
		someFinding({file: 'client/z.js', severity: 'critical'}),
	];
	const text = pathsText(someReport({findings}), look());
	const order = ['client/z.js', 'client/b.js', 'server/app.js'].map((file) => text.indexOf(file));
	expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test('clients that the type system checks are said, since their calls are not counted', () => {
	const typedClients = Array.from({length: 6}, (_, index) => ({library: 'tRPC', file: 'client/trpc.ts', line: index + 1}));
	const text = pathsText(someReport({findings: [], typedClients}), look());
	expect(text).toContain('Checked by the type system, and not counted among the calls (6 clients)\n  client/trpc.ts:1  tRPC\n');
	expect(text).toContain('and 1 more (--format json has all)');
	expect(pathsText(someReport({findings: []}), look())).not.toContain('type system');
});

test('undecided calls are counted by reason, never hidden, and a long list is cut with its number', () => {
	const undecided = Array.from({length: 7}, (_, index) => someCall({verdict: 'undecidable', reason: 'dynamic-url', line: index + 1}));
	const text = pathsText(someReport({calls: undecided, findings: []}), look());
	expect(text).toContain('Not decided (7)\n  nothing of the path is known (dynamic-url, 7)');
	expect(text).toContain('and 2 more');
	expect(text).toContain('0 of 7 decided (0 %)');
});

test('files that were not analysed, accepted findings and stale entries are said', () => {
	const entry = {rule: 'missing', file: 'gone.js', method: null, path: '/x', message: null, count: 1, reason: 'known', date: '2026-01-31'};
	const report = someReport({unanalysed: [{file: 'bundle.js', reason: 'minified'}]});
	const text = pathsText(acceptFindings(report, [{rule: 'missing', reason: 'old page'}], [entry]), look());
	expect(text).toContain('Not analysed (1)\n  bundle.js: minified');
	expect(text).toContain('Accepted (1)\n  client/api.js:4  missing: old page');
	expect(text).toContain('✖ The baseline entry "missing /x in gone.js" of 2026-01-31 applies to nothing any more.');
});

test('a share just under a whole is not rounded up to it', () => {
	const calls = [
		someCall({verdict: 'undecidable', reason: 'dynamic-url'}),
		...Array.from({length: 2999}, () => someCall({verdict: 'matched'})),
	];
	expect(pathsText(someReport({calls, findings: []}), look())).toContain('2999 of 3000 decided (99.9 %)');
});

test('roles are painted, and nothing that a project holds reaches the terminal raw', () => {
	const painted = pathsText(someReport(), look({paint: (role, text) => `<${role}>${text}</>`}));
	expect(painted).toContain('<warning>▲</> <strong>client/api.js:4</>');
	expect(painted).toContain('Gate <critical>not passed</>');
	const hostile = someReport({findings: [someFinding({message: 'a\u001b[31mb\u202e', file: 'x\u001b]0;y\u0007.js'})]});
	// oxlint-disable-next-line no-control-regex -- that is what must not be there
	expect(pathsText(hostile, look())).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});
