import {expect, test} from 'vitest';
import {settleStatus} from '../../source/health/hysteresis.ts';
import type {StatusMemory} from '../../source/health/memory.ts';
import {defaultPolicy} from '../../source/health/policy.ts';
import type {Status} from '../../source/protocol/vocabulary.ts';

/** Long past the first minute. */
const settled = {...defaultPolicy, youngMs: 0};

/** What is shown after each of some judgements, 30 s apart unless told otherwise. */
function shownAfter(judged: readonly Status[], everyMs = 30_000): Status[] {
	let memory: StatusMemory | undefined;
	return judged.map((status, index) => {
		memory = settleStatus(status, memory, index * everyMs, settled, false);
		return memory.status;
	});
}

test('the first judgement is shown as it is', () => {
	expect(shownAfter(['critical'])).toEqual(['critical']);
});

test('two worse judgements that disagree lead to the milder one', () => {
	expect(shownAfter(['excellent', 'critical', 'good'])).toEqual(['excellent', 'excellent', 'good']);
	expect(shownAfter(['excellent', 'critical', 'critical'])).toEqual(['excellent', 'excellent', 'critical']);
});

test('three better judgements that disagree lead to the most careful one', () => {
	expect(shownAfter(['critical', 'excellent', 'warning', 'excellent'])).toEqual(['critical', 'critical', 'critical', 'warning']);
});

test('evidence that goes away or comes back is shown at once', () => {
	expect(shownAfter(['good', 'unknown', 'excellent', 'stale', 'critical'])).toEqual(['good', 'unknown', 'excellent', 'stale', 'critical']);
});

test('judgements that flip every few seconds change nothing', () => {
	const flipping = Array.from({length: 100}, (_, index): Status => (index % 2 === 0 ? 'good' : 'warning'));
	expect(new Set(shownAfter(flipping, 5000))).toEqual(new Set(['good']));
});

test('a clock that jumps back does not freeze the status', () => {
	const memory: StatusMemory = {status: 'good', since: 1e12, pending: ['critical'], countedAt: 1e12, knownSince: 0};
	expect(settleStatus('critical', memory, 5e11, settled, false).status).toBe('critical');
});

test('a component that is down is shown at once, but its return is not', () => {
	const before: StatusMemory = {status: 'excellent', since: 0, pending: [], countedAt: 0, knownSince: 0};
	const down = settleStatus('critical', before, 1, settled, true);
	expect(down).toEqual({status: 'critical', since: 1, pending: [], countedAt: 1, knownSince: 0});
	expect(settleStatus('excellent', down, 60_000, settled, true).status).toBe('critical');
});

test('in its first minute a status follows its score at once', () => {
	const judged: Status[] = ['excellent', 'critical', 'good', 'warning'];
	let memory: StatusMemory | undefined;
	const shown = judged.map((status, index) => {
		memory = settleStatus(status, memory, index * 5000, defaultPolicy, false);
		return memory.status;
	});
	expect(shown).toEqual(judged);
	const patient = settleStatus('excellent', memory, 61_000, defaultPolicy, false);
	expect(patient.status).toBe('warning');
});
