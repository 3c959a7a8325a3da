import type {Key} from 'ink';
import {graphemes} from '../state/graphemes.ts';

/** The keys in one piece of input, named as the keymap names them. Several at once are a `burst`: fast typing over a slow line, or an unmarked paste. */
export function keyNames(input: string, key: Key): {keys: readonly string[]; burst: boolean} {
	if (key.eventType === 'release') return none;
	const named = nameOf(key);
	if (named !== null) return {keys: [named], burst: false};
	// Alt with a letter looks like Esc and a letter typed fast: neither is bound, so that neither does harm.
	if (key.meta) return none;
	if (key.ctrl && input.length === 1) return {keys: [`ctrl-${input}`], burst: false};
	const keys = graphemes(input).flatMap(typedName);
	return {keys, burst: keys.length > 1};
}

const none = {keys: [], burst: false};

function nameOf(key: Key): string | null {
	if (key.return) return 'enter';
	if (key.escape) return 'escape';
	if (key.tab) return key.shift ? 'shift-tab' : 'tab';
	if (key.backspace) return 'backspace';
	if (key.delete) return 'delete';
	return arrowName(key);
}

function arrowName(key: Key): string | null {
	if (key.upArrow) return 'up';
	if (key.downArrow) return 'down';
	if (key.leftArrow) return 'left';
	if (key.rightArrow) return 'right';
	if (key.pageUp) return 'pageup';
	if (key.pageDown) return 'pagedown';
	if (key.home) return 'home';
	return key.end ? 'end' : null;
}

/** A character of plain input; line ends and tabs in it are keys, other control characters nothing. */
function typedName(character: string): readonly string[] {
	switch (character) {
		case ' ':
			return ['space'];
		case '\r':
		case '\n':
		case '\r\n':
			return ['enter'];
		case '\t':
			return ['tab'];
		default:
			return /\p{Cc}/u.test(character) ? [] : [character];
	}
}
