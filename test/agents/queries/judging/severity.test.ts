import {expect, test} from 'vitest';
import {type Impact, severityOf, severityOfSlow} from '../../../../source/agents/queries/judging/severity.ts';

const small: Impact = {savedMs: 10, share: 0.01, count: 5, isInProcess: false};

test.each<[string, Partial<Impact>]>([
	['critical', {savedMs: 500}],
	['critical', {savedMs: 200, share: 0.5}],
	['warning', {savedMs: 200}],
	['warning', {savedMs: 50}],
	['warning', {share: 0.1}],
	['warning', {count: 20}],
	['info', {}],
	['info', {savedMs: 150, share: 0.9, count: 3000, isInProcess: true}],
	['warning', {savedMs: 200, isInProcess: true}],
])('%s: %j', (severity, impact) => {
	expect(severityOf({...small, ...impact})).toBe(severity);
});

test('a slow query is critical from five times the threshold on', () => {
	expect(severityOfSlow(2499, 500)).toBe('warning');
	expect(severityOfSlow(2500, 500)).toBe('critical');
});
