import {describe, expect, test} from 'vitest';
import type {Line} from '../../../source/ui/components/line.ts';
import type {Tone} from '../../../source/ui/theme.ts';
import type {Model} from '../../../source/ui/state/model.ts';
import {screenLines} from '../../../source/ui/views/screen-lines.ts';
import {places} from '../../scenarios/places.ts';
import {worlds} from '../../scenarios/worlds.ts';
import {plainTheme} from '../../support/render-frame.tsx';

/** The tone in which a text is drawn, wherever it first occurs. */
function toneOf(text: string, model: Model): Tone | undefined {
	const segment = screenLines(model, plainTheme)
		.flatMap((line: Line) => [...line])
		.find((each) => each.text.includes(text));
	return segment === undefined ? undefined : (segment.tone ?? 'text');
}

describe('colour by role', () => {
	test('a status has its own tone, on the card as in the summary', () => {
		const model = worlds['slow-database']();
		expect(toneOf('▲', model)).toBe('status.warning');
		expect(toneOf(' good', model)).toBe('status.good');
		expect(toneOf('no cache observed yet', model)).toBe('dim');
	});

	test('a loss of many points is more alarming than one of a few', () => {
		const model = worlds['slow-database']();
		expect(toneOf('−21', model)).toBe('severity.critical');
		expect(toneOf('−3', model)).toBe('severity.warning');
		expect(toneOf('+4', model)).toBe('done');
	});

	test('a live link is calm and a broken one is not', () => {
		expect(toneOf('live', worlds.healthy())).toBe('done');
		expect(toneOf('no answer', worlds['server-away']())).toBe('status.critical');
		expect(toneOf('stale ·', worlds.stale())).toBe('status.warning');
	});

	test('numbers of a server that is away have one dim tone, and say from when they are', () => {
		const model = worlds['server-away']();
		const body = screenLines(model, plainTheme).slice(4, -2).flatMap((line) => line.map(({tone}) => tone)); // prettier-ignore
		expect(new Set(body)).toEqual(new Set(['status.stale']));
		expect(toneOf('was good at 14:03:00 UTC', model)).toBe('strong');
	});

	test('a service that was critical when it went away was not good', () => {
		const model = worlds['server-away']();
		const {report} = model.reading ?? {};
		if (report === undefined) throw new Error('This world has a reading.');
		report.overall.status = 'critical';
		expect(toneOf('was critical at 14:03:00 UTC', model)).toBe('strong');
	});

	test('the log of a server that is away keeps its colours: it is the screen that remembers, not the server', () => {
		expect(toneOf('✖ critical', places.log(worlds['server-away']()))).toBe('severity.critical');
	});

	test('a run under way has the accent', () => {
		expect(toneOf('14 of 31', places['job-running'](worlds['slow-database']()))).toBe('accent');
	});
});
