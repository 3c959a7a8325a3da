import {useInput, usePaste} from 'ink';
import type {Dispatch} from '../program.ts';
import {keyNames} from './key-name.ts';

/** The only reader of the keyboard. What a key means is decided by `update` from the keymap, so one key can never fire in two places. */
export function useKeys(dispatch: Dispatch): void {
	useInput((input, key) => {
		const {keys, burst} = keyNames(input, key);
		for (const name of keys) dispatch({kind: 'key', key: name, burst});
	});
	// Pasted text is text: it fills a filter or the palette and runs nothing.
	usePaste((text) => dispatch({kind: 'paste', text}));
}
