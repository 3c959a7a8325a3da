import {describe, expect, test} from 'vitest';
import {update} from '../../../source/ui/state/update.ts';
import {cursorRow, findingOf, link, rowsOf, seriesOf} from '../../../source/ui/state/select.ts';
import {agent, at, category, completed, finding, job, jobDetail, noon, reading, recommendation} from '../../support/readings.ts';
import {after, commandsOf, fresh, liveModel, press, startModel} from '../../support/screen-model.ts';

const poll = (change: Parameters<typeof reading>[0], ms = 30_000) => ({
	kind: 'poll-finished' as const,
	at: noon + ms,
	poll: fresh(change, noon + ms),
	nextAt: null,
});
const messages = (model: {log: readonly {message: string}[]}) => model.log.map(({message}) => message);

describe('moving', () => {
	test('down and up go over the rows and stop at the ends', () => {
		const model = press(liveModel(), 'g', 'down', 'j', 'j', 'j', 'j');
		expect(cursorRow(model, 'overview')?.id).toBe('recommendation:look');
		expect(cursorRow(press(model, 'k', 'up', 'k', 'k', 'k'), 'overview')?.id).toBe('category:api');
	});

	test('a digit chooses that recommendation', () => {
		expect(cursorRow(press(liveModel(), 'g', '2'), 'overview')?.id).toBe('recommendation:look');
		expect(press(liveModel(), '9')).toEqual(liveModel());
	});

	test('an answer with new rows above does not move the cursor', () => {
		const model = press(liveModel({findings: [finding({id: 'a'}), finding({id: 'b'})]}), 'f', 'j');
		const next = after(model, poll({findings: [finding({id: 'new', severity: 'critical'}), finding({id: 'a'}), finding({id: 'b'})]}));
		expect(cursorRow(next, 'findings')?.finding.id).toBe('b');
	});

	test('nor does it in a list where nobody has moved yet', () => {
		const model = press(liveModel({findings: [finding({id: 'a'})]}), 'f');
		const next = after(model, poll({findings: [finding({id: 'new', severity: 'critical'}), finding({id: 'a'})]}));
		expect(cursorRow(next, 'findings')?.finding.id).toBe('a');
	});

	test('the cursor goes to the row that took the place of one that is gone', () => {
		const model = press(liveModel({findings: [finding({id: 'a'}), finding({id: 'b'}), finding({id: 'c'})]}), 'f', 'j');
		const next = after(model, poll({findings: [finding({id: 'a'}), finding({id: 'c'})]}));
		expect(cursorRow(next, 'findings')?.finding.id).toBe('c');
	});

	test('the log follows the newest line until somebody moves in it', () => {
		const said = {kind: 'noted' as const, at: noon, severity: 'info' as const, message: 'one more'};
		const following = after(press(liveModel(), 'L'), said, said);
		expect(cursorRow(following, 'log')?.line.id).toBe(3);
		const reading_ = press(following, 'j');
		expect(cursorRow(after(reading_, said), 'log')?.line.id).toBe(2);
	});
});

describe('places', () => {
	test('tab goes through the six views and shift-tab back', () => {
		const places = ['tab', 'tab', 'tab', 'tab', 'tab', 'tab'].map(
			(_, index, all) => press(liveModel(), ...all.slice(0, index + 1)).place.view,
		);
		expect(places).toEqual(['agents', 'jobs', 'findings', 'trends', 'log', 'overview']);
		expect(press(liveModel(), 'shift-tab').place.view).toBe('log');
	});

	test('escape goes back the way that was come, filter and marks first', () => {
		const model = press(liveModel(), 'a', 'm', '/', 'e', 'enter');
		const steps = [1, 2, 3].map((count) => press(model, ...Array.from({length: count}, () => 'escape')));
		expect(steps.map(({place, lists}) => [place.view, lists.agents.filter, lists.agents.marked.length])).toEqual([
			['agents', '', 1],
			['agents', '', 0],
			['overview', '', 0],
		]);
	});

	test('w says why of the category the cursor speaks of', () => {
		expect(press(liveModel(), 'w').place).toEqual({view: 'why', category: 'database'});
		expect(press(liveModel(), 'g', 'w').place).toEqual({view: 'why', category: 'api'});
		expect(press(liveModel(), '2', 'w').place).toEqual({view: 'why', category: 'api'});
	});

	test('w without a hint takes the worst category, and again the next one; the overall score comes before the first', () => {
		expect(press(liveModel(), 'L', 'w').place).toEqual({view: 'why', category: 'database'});
		expect(press(liveModel(), 'L', 'w', 'w').place).toEqual({view: 'why', category: 'overall'});
		expect(press(liveModel(), 'L', 'w', 'w', 'w').place).toEqual({view: 'why', category: 'api'});
	});

	test('a loss that is written down while somebody reads the log leaves nothing for the next key to settle', () => {
		const read = press(after(startModel(), {kind: 'noted', at: noon, severity: 'info', message: 'first'}, poll({})), 'L', 'end');
		const away = after(read, {
			kind: 'poll-finished',
			at: noon,
			poll: {kind: 'unreachable', at: noon, detail: 'connection refused'},
			nextAt: null,
		});
		expect(away.log.length).toBeGreaterThan(read.log.length);
		expect(press(away, 'f11')).toBe(away);
	});

	test('a finding on the screen stays readable when it is resolved meanwhile', () => {
		const model = after(press(liveModel(), 'f', 'enter'), poll({findings: []}));
		expect(findingOf(model)?.title).toBe('GET /api/orders answers with an empty body');
	});

	test('a line of Why opens the finding behind it', () => {
		const signals = [{...reading().report.categories[0]!.signals[0]!, source: 'agent endpoints'}];
		const report = {...reading().report, categories: [category({id: 'api', title: 'API', signals})]};
		expect(press(liveModel({report}), 'g', 'w', 'enter').place).toEqual({view: 'finding', id: 'f1'});
	});
});

describe('running agents', () => {
	test('one that only looks starts at once', () => {
		expect(commandsOf(liveModel(), 'a', 'x')).toEqual([{kind: 'trigger', agents: ['endpoints']}]);
	});

	test('one that writes asks first, and enter does it', () => {
		const asked = press(liveModel(), 'a', 'j', 'enter');
		expect(asked.overlay).toMatchObject({kind: 'confirm', title: 'Run sweeper?'});
		expect(commandsOf(asked, 'enter')).toEqual([{kind: 'trigger', agents: ['sweeper']}]);
		expect(press(asked, 'escape').overlay).toEqual({kind: 'none'});
	});

	test('several at once are shown before they start', () => {
		const asked = press(liveModel(), 'a', 'm', 'm', 'x');
		expect(asked.overlay).toMatchObject({
			kind: 'confirm',
			title: 'Run 2 agents?',
			lines: [expect.stringContaining('endpoints'), expect.stringContaining('changes something')],
		});
		expect(commandsOf(asked, 'y')).toEqual([{kind: 'trigger', agents: ['endpoints', 'sweeper']}]);
	});

	test('enter on a recommendation runs its agent', () => {
		expect(commandsOf(liveModel(), 'enter')).toEqual([{kind: 'trigger', agents: ['endpoints']}]);
	});

	test('enter on a recommendation with a finding opens it', () => {
		expect(press(liveModel(), '2', 'enter').place).toEqual({view: 'finding', id: 'f1'});
	});

	test('paging through the help leaves no line out', () => {
		// 24 rows show 18 lines of help.
		expect(press(liveModel(), '?', 'pagedown').overlay).toEqual({kind: 'help', scroll: 17});
	});

	test('enter on a recommendation with a finding opens it, although its agent could run again', () => {
		const evidence = [{id: 'a', kind: 'finding', value: null, unit: '', threshold: null, window: ''} as const];
		const found = recommendation({id: 'found', agent: 'endpoints', evidence});
		const model = liveModel({findings: [finding({id: 'a'})], report: {...reading().report, recommendations: [found]}});
		expect(press(model, 'enter').place).toEqual({view: 'finding', id: 'a'});
		expect(commandsOf(model, 'enter')).toEqual([]);
	});

	test('enter on a recommendation with a command copies it', () => {
		const {agent: _, ...bare} = recommendation({command: 'npm run fix'});
		expect(commandsOf(liveModel({report: {...reading().report, recommendations: [bare]}}), 'enter')).toEqual([
			{kind: 'copy', text: 'npm run fix', what: 'the command'},
		]);
	});

	test('a disabled agent and one the server does not have are named, not asked for', () => {
		expect(press(liveModel({agents: [agent({enabled: false})]}), 'a', 'x').toast?.message).toBe('endpoints is disabled on the server.');
		expect(press(liveModel({agents: []}), 'enter').toast?.message).toBe('This server has no agent endpoints.');
	});

	test('--read-only says that nothing is run from here', () => {
		expect(press({...liveModel(), readOnly: true}, 'enter').toast?.message).toContain('--read-only');
	});

	test('the answer puts the run on the screen at once, and its end into the log', () => {
		const started = after(liveModel(), {
			kind: 'triggered',
			at: noon,
			agents: ['endpoints'],
			outcome: {
				kind: 'done',
				value: [{job: jobDetail(job()), joined: false}].map(({job: one, joined}) => ({job: {...one, ...job()}, joined})),
			},
		});
		expect(rowsOf(started, 'agents')[0]?.agent).toMatchObject({state: 'running', progress: {done: 3, total: 31}});
		const ended = after(started, {kind: 'live', at: noon, events: [{kind: 'job', at: at(), job: completed()}]});
		expect(rowsOf(ended, 'agents')[0]?.agent).toMatchObject({
			state: 'idle',
			lastRun: {id: 'j1', state: 'completed'},
			outcomes: ['completed', 'completed'],
		});
		expect(messages(ended)).toContain('endpoints completed: 3 findings in 31 routes');
	});

	test('a run that was already on is followed, and the screen says so', () => {
		const outcome = {kind: 'done' as const, value: [{job: jobDetail({...job(), found: []}), joined: true}]};
		expect(after(liveModel(), {kind: 'triggered', at: noon, agents: ['endpoints'], outcome}).toast?.message).toBe(
			'endpoints was already running: following it',
		);
	});

	test('a refusal is told with the server’s words', () => {
		const model = after(liveModel(), {
			kind: 'triggered',
			at: noon,
			agents: ['endpoints'],
			outcome: {kind: 'refused', detail: 'viewer may not'},
		});
		expect(model.toast).toMatchObject({severity: 'critical', message: 'endpoints did not start: viewer may not'});
	});

	test('cancelling asks first and only a run that is on', () => {
		const running = liveModel({jobs: [job()], agents: [agent({state: 'running', job: 'j1'})]});
		expect(commandsOf(running, 'J', 'c', 'enter')).toEqual([{kind: 'cancel', job: 'j1'}]);
		expect(press(liveModel(), 'J', 'c').toast?.message).toBe('This run of endpoints has ended.');
	});

	test('keys that came in one piece, as from a paste, start nothing', () => {
		const step = update(press(liveModel(), 'a'), {kind: 'key', at: noon, key: 'x', burst: true});
		expect(step.commands).toEqual([]);
		expect(step.model.toast?.message).toContain('nothing was done');
	});
});

describe('polls', () => {
	test('a failed one keeps the last reading and says so', () => {
		const model = after(liveModel(), {
			kind: 'poll-finished',
			at: noon + 30_000,
			poll: {kind: 'unreachable', at: noon + 30_000, detail: 'connection refused'},
			nextAt: null,
		});
		expect(model.reading).not.toBeNull();
		expect(messages(model)).toContain('No answer: connection refused');
		const back = after(model, poll({}, 60_000));
		expect([link(back).kind, messages(back).at(-1)]).toEqual(['live', 'Live again after 30 s']);
	});

	test('a change of status is one line of the log, whether the event or the poll tells it first', () => {
		const event = {kind: 'status' as const, at: at(), category: 'database', from: 'warning' as const, to: 'critical' as const, score: 40};
		const report = {...reading().report, categories: [category({status: 'critical', score: 40})]};
		const model = after(liveModel(), {kind: 'live', at: noon + 20_000, events: [event]}, poll({report}));
		expect(messages(model).filter((one) => one === 'Database is critical, was warning')).toHaveLength(1);
	});

	test('a restarted service is noticed', () => {
		const report = {...reading().report, service: {name: 'shop', version: '1.0.0', pid: 5000, startedAt: at(20_000)}};
		const model = after(liveModel(), poll({report}));
		expect(model.toast?.message).toBe('shop was restarted at 14:00:20 UTC');
	});

	test('an old event does not undo the end of a run', () => {
		const model = after(liveModel({jobs: [completed()]}), {kind: 'live', at: noon, events: [{kind: 'job', at: at(), job: job()}]});
		expect(model.reading?.jobs[0]?.state).toBe('completed');
	});

	test('differences of the clocks under ten seconds are none, greater ones are kept', () => {
		const ahead = (ms: number) => after(startModel(), {...poll({report: {...reading().report, at: at(ms)}}), at: noon}).clockOffsetMs;
		expect(ahead(34_000)).toBe(0);
		expect(ahead(30_000 + 3_600_000)).toBe(3_600_000);
	});

	test('space pauses and, pressed again, polls at once', () => {
		const paused = press(liveModel(), 'space');
		expect(paused).toMatchObject({paused: true, nextPollAt: null});
		expect(commandsOf(paused, 'space')).toEqual([{kind: 'poll'}]);
	});

	test('r polls now, once', () => {
		expect(commandsOf(liveModel(), 'r')).toEqual([{kind: 'poll'}]);
		expect(commandsOf(liveModel(), 'r', 'r')).toEqual([]);
	});

	test('the log keeps the last thousand lines', () => {
		const lines = Array.from({length: 1200}, (_, index) => ({
			kind: 'noted' as const,
			at: noon,
			severity: 'info' as const,
			message: `line ${index}`,
		}));
		const model = after(startModel(), ...lines);
		expect([model.log.length, model.log.at(-1)?.message, model.log[0]?.message]).toEqual([1000, 'line 1199', 'line 200']);
	});
});

describe('filter and palette', () => {
	test('the filter follows what is typed; escape takes it back', () => {
		const model = press(liveModel(), 'a', '/', 's', 'w');
		expect(rowsOf(model, 'agents').map((row) => row.agent.slug)).toEqual(['sweeper']);
		expect(press(model, 'enter').lists.agents.filter).toBe('sw');
		expect(press(model, 'escape').lists.agents.filter).toBe('');
	});

	test('pasted text becomes one line of the filter and presses nothing', () => {
		const open = press(liveModel(), 'a', '/');
		const step = update(open, {kind: 'paste', at: noon, text: 'dy\nx\r'});
		expect(step.commands).toEqual([]);
		expect(step.model.overlay).toEqual({kind: 'filter', input: 'dy x '});
		expect(update(press(liveModel(), 'a'), {kind: 'paste', at: noon, text: 'x\r'})).toEqual({model: press(liveModel(), 'a'), commands: []});
	});

	test('erasing takes what people see as one character', () => {
		expect(press(liveModel(), ':', 'a', '👩‍💻', 'backspace').overlay).toMatchObject({input: 'a'});
		expect(press(liveModel(), ':', 'a', 'b', 'space', 'c', 'ctrl-w').overlay).toMatchObject({input: 'ab '});
	});

	test(':q quits, :why api says why, :run endpoints runs', () => {
		expect(commandsOf(liveModel(), ':', 'q', 'enter')).toEqual([{kind: 'quit'}]);
		expect(press(liveModel(), ':', ...'why', 'space', ...'api', 'enter').place).toEqual({view: 'why', category: 'api'});
		expect(commandsOf(liveModel(), ':', ...'run', 'space', ...'endp', 'enter')).toEqual([{kind: 'trigger', agents: ['endpoints']}]);
	});

	test('what fits nothing says so', () => {
		expect(press(liveModel(), ':', ...'zzzz', 'enter').toast?.message).toBe('No command fits “zzzz”.');
	});
});

describe('trends', () => {
	test('24 h come with every reading, longer ranges are loaded', () => {
		const model = press(liveModel(), 't');
		expect(seriesOf(model)?.map(({id}) => id)).toEqual(['overall', 'database']);
		expect(commandsOf(model, ']')).toEqual([{kind: 'load-trends', range: '7d'}]);
		expect(commandsOf(liveModel(), ':', ...'30d', 'enter')).toEqual([{kind: 'load-trends', range: '30d'}]);
	});

	test('an answer for a range that is no longer asked for is dropped', () => {
		const model = after(press(liveModel(), 't', ']', ']'), {
			kind: 'trends-loaded',
			at: noon,
			range: '7d',
			outcome: {kind: 'done', value: []},
		});
		expect(model.trends).toMatchObject({range: '30d', series: null, loading: true});
	});

	test('left reads the newest bucket, then earlier ones; right leaves at the end', () => {
		const cursor = (...keys: string[]) => press(liveModel(), 't', ...keys).trends.cursor;
		expect([cursor('left'), cursor('left', 'h'), cursor('left', 'l')]).toEqual([noon, noon - 1_800_000, null]);
	});
});

describe('pointing', () => {
	test('e opens the file of the finding under the cursor', () => {
		expect(commandsOf(liveModel(), 'f', 'e')).toEqual([{kind: 'open-editor', file: 'source/orders.ts', line: 41}]);
	});

	test('y copies a finding with its evidence, in the list and on its own screen', () => {
		const text = 'GET /api/orders answers with an empty body\n\nGET /api/orders · source/orders.ts:41';
		expect(commandsOf(liveModel(), 'f', 'y')).toEqual([{kind: 'copy', text, what: 'the finding'}]);
		expect(commandsOf(liveModel(), 'f', 'enter', 'y')).toEqual([{kind: 'copy', text, what: 'the finding'}]);
	});

	test('a toast goes by itself after a while', () => {
		const model = press(liveModel({agents: []}), 'enter');
		expect(model.toast).not.toBeNull();
		expect(after(model, {kind: 'tick', at: noon + 8000}).toast).toBeNull();
	});
});
