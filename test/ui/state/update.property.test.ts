import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Poll} from '../../../source/client/connection.ts';
import {keymap} from '../../../source/ui/keymap.ts';
import type {Event} from '../../../source/ui/state/event.ts';
import {listIds} from '../../../source/ui/state/model.ts';
import type {Model} from '../../../source/ui/state/model.ts';
import {helpLength} from '../../../source/ui/state/overlays.ts';
import {paletteMatches} from '../../../source/ui/state/palette.ts';
import {cursorIndex, cursorRow, listOf, rowsOf} from '../../../source/ui/state/select.ts';
import {update} from '../../../source/ui/state/update.ts';
import {agent, at, category, completed, finding, job, jobDetail, noon, reading, recommendation} from '../../support/readings.ts';
import {startModel} from '../../support/screen-model.ts';

const keys = [...new Set(keymap.flatMap((binding) => binding.keys as readonly string[])), 'é', 'z', '👩‍💻'];
const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), {maxLength: 4});

const readings = fc
	.record({agents: ids, findings: ids, jobs: ids, categories: ids, recommendations: ids, trigger: fc.boolean()})
	.map((has) =>
		reading({
			agents: has.agents.map((slug) => agent({slug, writes: slug === 'a'})),
			findings: has.findings.map((id) => finding({id, category: 'a', agent: id})),
			jobs: has.jobs.map((id) => (id < 'c' ? job({id, agent: id}) : completed({id, agent: id}))),
			report: {
				...reading().report,
				categories: has.categories.map((id) => category({id, title: id})),
				recommendations: has.recommendations.map((id) => recommendation({id, agent: id})),
			},
			can: {trigger: has.trigger, cancel: has.trigger, events: true, history: has.trigger},
		}),
	);

const polls: fc.Arbitrary<Poll> = fc.oneof(
	readings.map((one): Poll => ({kind: 'fresh', at: noon, reading: one, roundTripMs: 3})),
	readings.map((one): Poll => ({kind: 'stale', at: noon, reading: one, roundTripMs: 3, ageMs: 90_000})),
	fc.constant<Poll>({kind: 'unreachable', at: noon, detail: 'refused'}),
	fc.constant<Poll>({kind: 'refused', at: noon, status: 401, detail: 'no token', retryAfterMs: null}),
	fc.constant<Poll>({kind: 'unreadable', at: noon, detail: 'not JSON'}),
);

type Bare = Event extends infer One ? (One extends Event ? Omit<One, 'at'> : never) : never;
const events: fc.Arbitrary<Bare> = fc.oneof(
	{arbitrary: fc.constantFrom(...keys).map((key): Bare => ({kind: 'key', key})), weight: 12},
	{arbitrary: fc.constantFrom(...keys).map((key): Bare => ({kind: 'key', key, burst: true})), weight: 1},
	{arbitrary: fc.string().map((text): Bare => ({kind: 'paste', text})), weight: 1},
	{arbitrary: polls.map((poll): Bare => ({kind: 'poll-finished', poll, nextAt: null})), weight: 3},
	{arbitrary: fc.record({columns: fc.nat(400), rows: fc.nat(120)}).map((size): Bare => ({kind: 'resize', ...size})), weight: 1},
	{arbitrary: fc.constantFrom<Bare>({kind: 'tick'}, {kind: 'poll-started'}), weight: 1},
	{
		arbitrary: fc
			.constantFrom('a', 'b')
			.map((id): Bare => ({kind: 'live', events: [{kind: 'job', at: at(), job: completed({id, agent: id})}]})),
		weight: 1,
	},
	{
		arbitrary: fc
			.constantFrom('a', 'b')
			.map((id): Bare => ({kind: 'job-loaded', id, outcome: {kind: 'done', value: jobDetail({id, agent: id})}})),
		weight: 1,
	},
);

const histories = fc.array(fc.tuple(events, fc.integer({min: 0, max: 40_000})), {maxLength: 60});

function run(history: readonly (readonly [Bare, number])[], check: (model: Model, before: Model, event: Event) => void): void {
	let model = startModel();
	let now = noon;
	for (const [bare, ms] of history) {
		now += ms;
		const event: Event = {...bare, at: now};
		const next = update(model, event).model;
		check(next, model, event);
		model = next;
	}
}

test('any keys, polls and events in any order leave a model that can be drawn', () => {
	fc.assert(
		fc.property(histories, (history) => {
			run(history, (model) => {
				for (const list of listIds) {
					const rows = rowsOf(model, list);
					const index = cursorIndex(model, list);
					expect(index).toBeGreaterThanOrEqual(rows.length === 0 ? -1 : 0);
					expect(index).toBeLessThan(Math.max(1, rows.length));
					expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
				}
				const {overlay} = model;
				if (overlay.kind === 'palette') expect(overlay.cursor).toBeLessThan(Math.max(1, paletteMatches(model).length));
				if (overlay.kind === 'help') expect(overlay.scroll).toBeLessThan(helpLength(model));
				if (overlay.kind === 'filter') expect(model.lists[listOf(model.place)].filter).toBe(overlay.input);
				expect(model.history.length).toBeLessThanOrEqual(20);
				expect(model.log.length).toBeLessThanOrEqual(1000);
				expect(new Set(model.log.map((line) => line.id)).size).toBe(model.log.length);
			});
		}),
	);
});

test('an answer never moves the row under the cursor while that row exists', () => {
	fc.assert(
		fc.property(histories, (history) => {
			run(history, (model, before, event) => {
				if (event.kind !== 'poll-finished') return;
				const list = listOf(before.place);
				const row = cursorRow(before, list);
				// The log follows its newest line until somebody moves in it.
				const follows = list === 'log' && before.lists.log.cursorId === null;
				if (row === null || follows || !rowsOf(model, list).some(({id}) => id === row.id)) return;
				expect(cursorRow(model, list)?.id).toBe(row.id);
			});
		}),
	);
});

test('what does nothing gives the very same model, so that nothing is drawn', () => {
	fc.assert(
		fc.property(histories, fc.constantFrom('f11', 'ctrl-q', 'insert'), (history, key) => {
			run(history, (model) => expect(update(model, {kind: 'key', at: model.now + 1, key}).model).toBe(model));
		}),
	);
});

test('nothing is started or stopped without the right, by any keys', () => {
	fc.assert(
		fc.property(histories, (history) => {
			let model: Model = startModel({readOnly: true});
			for (const [bare] of history) {
				const next = update(model, {...bare, at: noon});
				expect(next.commands.filter(({kind}) => kind === 'trigger' || kind === 'cancel')).toEqual([]);
				model = next.model;
			}
		}),
	);
});
