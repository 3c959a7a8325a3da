import {type ReactElement} from 'react';
import {renderToString} from 'ink';
import {Screen} from '../../source/ui/views/screen.tsx';
import type {Model} from '../../source/ui/state/model.ts';
import {makeTheme, type Theme} from '../../source/ui/theme.ts';

export const plainTheme: Theme = makeTheme({env: {TERM: 'xterm', NO_COLOR: '1', LANG: 'C.UTF-8'}});
export const asciiTheme: Theme = makeTheme({env: {TERM: 'xterm', NO_COLOR: '1', LANG: 'C'}});

/** What Ink draws for an element in a terminal of so many columns, with its escape sequences. */
export function renderFrame(element: ReactElement, {columns}: {columns: number}): string {
	return renderToString(element, {columns});
}

/** The text of the screen, row by row, without looks. */
export function screenText(model: Model, size: {columns: number; rows: number}, theme: Theme = plainTheme): string {
	return withoutSgr(renderFrame(<Screen model={{...model, size}} theme={theme} />, size));
}

/** Removes colours and weights only: any other escape sequence stays, to be seen. */
export function withoutSgr(text: string): string {
	// oxlint-disable-next-line no-control-regex -- escape sequences are what it is for
	return text.replaceAll(/\u001B\[[\d;]*m/g, '');
}
