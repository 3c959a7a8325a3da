import {describe, expect, test} from 'vitest';
import type {Key} from 'ink';
import {keyNames} from '../../../source/ui/hooks/key-name.ts';

const names = [
	'upArrow',
	'downArrow',
	'leftArrow',
	'rightArrow',
	'pageDown',
	'pageUp',
	'home',
	'end',
	'return',
	'escape',
	'ctrl',
	'shift',
	'tab',
] as const;
const more = ['backspace', 'delete', 'meta', 'super', 'hyper', 'capsLock', 'numLock'] as const;
const key = (...pressed: readonly (keyof Key)[]): Key =>
	Object.fromEntries([...names, ...more].map((name) => [name, pressed.includes(name)])) as unknown as Key;

describe('keys are named as the keymap names them', () => {
	test.each([
		['', key('return'), ['enter']],
		['\n', key(), ['enter']],
		['', key('escape'), ['escape']],
		['', key('tab', 'shift'), ['shift-tab']],
		['', key('upArrow'), ['up']],
		['', key('pageDown'), ['pagedown']],
		['', key('backspace'), ['backspace']],
		['c', key('ctrl'), ['ctrl-c']],
		['\\', key('ctrl'), ['ctrl-\\']],
		[' ', key(), ['space']],
		['G', key('shift'), ['G']],
		['é', key(), ['é']],
	])('%j %#', (input, pressed, expected) => {
		expect(keyNames(input, pressed)).toEqual({keys: expected, burst: false});
	});

	test('several characters in one piece are several keys, marked as a burst', () => {
		expect(keyNames('dy\r', key())).toEqual({keys: ['d', 'y', 'enter'], burst: true});
		expect(keyNames('👩‍💻é', key())).toEqual({keys: ['👩‍💻', 'é'], burst: true});
	});

	test('alt with a letter is nothing, since Esc and a letter look the same', () => {
		expect(keyNames('q', key('meta')).keys).toEqual([]);
	});

	test('control characters inside text are nothing', () => {
		expect(keyNames('a\u0007b', key()).keys).toEqual(['a', 'b']);
	});

	test('letting a key go is nothing', () => {
		expect(keyNames('q', {...key(), eventType: 'release'}).keys).toEqual([]);
	});
});
