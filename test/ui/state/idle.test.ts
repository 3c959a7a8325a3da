import {describe, expect, test} from 'vitest';
import {idleActions} from '../../../source/ui/state/idle.ts';
import {places} from '../../scenarios/places.ts';
import {worlds} from '../../scenarios/worlds.ts';

describe('actions that have nothing to act on', () => {
	test('before the first answer nothing can be done, edited, run or explained', () => {
		const idle = idleActions(worlds.connecting());
		for (const action of ['do', 'edit', 'copy', 'why', 'filter', 'down'] as const) expect(idle).toContain(action);
	});

	test('an edit is offered where a finding of the list names a file, and nowhere else', () => {
		const model = worlds['slow-database']();
		expect(idleActions(places.findings(model))).not.toContain('edit');
		expect(idleActions(places.why(model))).not.toContain('edit');
		expect(idleActions(places['why-mean'](model))).toContain('edit');
		expect(idleActions(places.findings(worlds.healthy()))).toContain('edit');
	});

	test('a run can be cancelled while one is under way', () => {
		expect(idleActions(places['job-running'](worlds['slow-database']()))).not.toContain('cancel-job');
		expect(idleActions(places['job-retried'](worlds['slow-database']()))).toContain('cancel-job');
		expect(idleActions(places.jobs(worlds['slow-database']()))).not.toContain('cancel-job');
		expect(idleActions(places.jobs(worlds.healthy()))).toContain('cancel-job');
	});

	test('they are the same for every row of a list, so that the footer rests while the cursor moves', () => {
		const model = places.findings(worlds['slow-database']());
		const at = (index: number) => ({...model, lists: {...model.lists, findings: {...model.lists.findings, cursorId: 'gone', index}}});
		expect(idleActions(at(3))).toEqual(idleActions(at(0)));
	});
});
