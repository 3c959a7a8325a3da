import {describe, expect, test} from 'vitest';
import {bindingOf, bindingsFor, footerHints, keyGroups, keymap} from '../../source/ui/keymap.ts';
import type {Abilities, Binding} from '../../source/ui/keymap.ts';
import {listIds} from '../../source/ui/state/model.ts';
import {commandsOf, liveModel, press} from '../support/screen-model.ts';

const all: Abilities = {readOnly: false, can: {trigger: true, cancel: true, history: true}};
const watching: Abilities = {...all, readOnly: true};
const table: readonly Binding[] = keymap;

describe('the keymap', () => {
	test('has the keys that everybody expects, everywhere', () => {
		const expected = {
			r: 'refresh',
			space: 'pause',
			q: 'quit',
			':': 'palette',
			'/': 'filter',
			'?': 'help',
			'ctrl-c': 'quit',
			'ctrl-z': 'suspend',
		};
		for (const screen of listIds) {
			for (const [key, action] of Object.entries(expected))
				expect(bindingOf(key, screen, 'none', all)?.action, `${key} on ${screen}`).toBe(action);
		}
	});

	test('moves with vim keys and with arrows on every screen', () => {
		for (const screen of listIds) {
			expect([bindingOf('j', screen, 'none', all)?.action, bindingOf('down', screen, 'none', all)?.action]).toEqual(['down', 'down']);
			expect([bindingOf('k', screen, 'none', all)?.action, bindingOf('up', screen, 'none', all)?.action]).toEqual(['up', 'up']);
		}
	});

	test('binds no key twice in one place', () => {
		const places = table.map(({where}) => (typeof where === 'string' ? [where] : where));
		const taken = table.flatMap(({keys}, index) =>
			places[index]?.length === listIds.length ? [] : keys.flatMap((key) => (places[index] ?? []).map((place) => `${place} ${key}`)),
		);
		expect(taken.filter((one, index) => taken.indexOf(one) !== index)).toEqual([]);
	});

	test('gives overlays all keys but the ways out and to the shell', () => {
		for (const overlay of ['help', 'palette', 'filter', 'confirm'] as const) {
			expect(bindingOf('r', 'overview', overlay, all)).toBeNull();
			expect(bindingOf('ctrl-c', 'overview', overlay, all)?.action).toBe('quit');
			expect(bindingOf('escape', 'overview', overlay, all)?.action).toBe('dismiss');
		}
	});

	test('has no binding that does something destructive on ctrl and a letter used for reading', () => {
		const acting = table.filter((binding) => binding.asks === true).flatMap((binding) => binding.keys);
		expect(acting.filter((key) => key.startsWith('ctrl-'))).toEqual([]);
	});

	test('--read-only takes the keys that start or stop runs away', () => {
		expect(bindingOf('x', 'agents', 'none', watching)).toBeNull();
		expect(bindingOf('enter', 'agents', 'none', watching)).toBeNull();
		expect(bindingOf('c', 'jobs', 'none', watching)).toBeNull();
		expect(bindingOf('m', 'agents', 'none', watching)).toBeNull();
	});

	test('a server that keeps no history has no keys for ranges', () => {
		expect(bindingOf(']', 'trends', 'none', {...all, can: {...all.can, history: false}})).toBeNull();
	});

	test('the footer shows only keys that do what it says on that screen', () => {
		for (const screen of listIds) {
			for (const hint of footerHints(screen, 'none', all, {ascii: true}).filter(({key}) => key !== 'j/k')) {
				const key = hint.key === 'esc' ? 'escape' : hint.key;
				expect(bindingOf(key, screen, 'none', all)?.label, `${hint.key} on ${screen}`).toBe(hint.label);
			}
		}
	});

	test('the footer keeps help and quit on every screen', () => {
		for (const screen of listIds)
			expect(
				footerHints(screen, 'none', all)
					.filter(({keep}) => keep)
					.map(({label}) => label),
			).toEqual(['help', 'quit']);
	});

	test('the help lists every binding that is not a synonym', () => {
		const listed = keyGroups(all).flatMap(({rows}) => rows.map(({label}) => label));
		const screens = table.filter(({where, hidden}) => hidden !== true && (where === 'everywhere' || typeof where !== 'string'));
		expect(screens.filter(({label}) => !listed.includes(label))).toEqual([]);
	});

	test('every key of the agents screen does something when there is an agent to do it to', () => {
		const idle = new Set([
			'ctrl-d',
			'ctrl-u',
			'pageup',
			'pagedown',
			'ctrl-f',
			'ctrl-b',
			'up',
			'k',
			'down',
			'j',
			'g',
			'home',
			'G',
			'end',
			'escape',
			'left',
			'h',
			'backspace',
		]);
		const model = press(liveModel(), 'a');
		const silent = bindingsFor('agents', 'none', all)
			.filter(({action}) => action !== 'go-agents' && action !== 'cancel-job')
			.flatMap(({keys}) => keys)
			.filter((key) => !idle.has(key) && press(model, key) === model && commandsOf(model, key).length === 0);
		expect(silent).toEqual([]);
	});
});
