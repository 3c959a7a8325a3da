import {expect, test} from 'vitest';
import {endSentence} from '../../../source/ui/state/jobs.ts';
import {rowsOf} from '../../../source/ui/state/select.ts';
import {agent, at, completed, job, jobDetail, noon} from '../../support/readings.ts';
import {after, liveModel, press} from '../../support/screen-model.ts';

test('nothing found and nothing looked at read differently', () => {
	const none = {critical: 0, warning: 0, info: 0};
	expect(endSentence(completed({findings: none}))).toBe('endpoints completed: 0 findings in 31 routes');
	expect(endSentence(completed({findings: none, examined: {count: 0, what: 'routes'}}))).toBe(
		'endpoints completed: 0 findings in 0 routes',
	);
	expect(endSentence(completed({examined: null, summary: null}))).toBe('endpoints completed');
	expect(endSentence(completed({state: 'failed', error: 'timed out after 60 s'}))).toBe('endpoints failed: timed out after 60 s');
});

test('a run that an event tells of is on its agent’s line and at the top of the runs', () => {
	const model = after(liveModel(), {
		kind: 'live',
		at: noon,
		events: [{kind: 'job', at: at(), job: job({id: 'j9', state: 'available', progress: null})}],
	});
	expect(rowsOf(model, 'jobs').map((row) => row.job.id)).toEqual(['j9', 'j0']);
	expect(rowsOf(model, 'agents')[0]?.agent).toMatchObject({state: 'queued', job: 'j9'});
	expect(rowsOf(model, 'agents')[0]?.agent.progress).toBeUndefined();
});

test('a disabled agent is disabled again after its run', () => {
	const running = liveModel({agents: [agent({enabled: false, state: 'running', job: 'j1'})], jobs: [job()]});
	expect(
		rowsOf(after(running, {kind: 'live', at: noon, events: [{kind: 'job', at: at(), job: completed()}]}), 'agents')[0]?.agent.state,
	).toBe('disabled');
});

test('the detail of a run is loaded when it is opened, while it runs, and once more when it has ended', () => {
	const open = press(liveModel({jobs: [job()]}), 'J', 'enter');
	const loaded = after(open, {kind: 'job-loaded', at: noon, id: 'j1', outcome: {kind: 'done', value: {...jobDetail(), ...job()}}});
	expect(loaded.job?.id).toBe('j1');
	const other = after(loaded, {kind: 'job-loaded', at: noon, id: 'j0', outcome: {kind: 'done', value: jobDetail({id: 'j0'})}});
	expect(other.job?.id).toBe('j1');
});

test('a run that cannot be loaded says why and stays on the screen', () => {
	const open = press(liveModel(), 'J', 'enter');
	const model = after(open, {kind: 'job-loaded', at: noon, id: 'j0', outcome: {kind: 'unreachable', detail: 'connection refused'}});
	expect(model.toast?.message).toBe('This run could not be loaded: connection refused');
	expect(model.place).toEqual({view: 'job', id: 'j0'});
});

test('while paused a run asked for here still moves, other news waits', () => {
	const paused = press(liveModel(), 'space');
	const events = [
		{kind: 'log' as const, at: at(), severity: 'info' as const, message: 'something else'},
		{kind: 'job' as const, at: at(), job: job()},
	];
	const model = after(paused, {kind: 'live', at: noon, events});
	expect(model.log.some(({message}) => message === 'something else')).toBe(false);
	expect(model.reading?.jobs[0]?.id).toBe('j1');
});
