import {format} from 'node:util';
import {safeText} from '../basics/safe-text.ts';
import type {Severity} from '../protocol/vocabulary.ts';

type Note = (severity: Severity, message: string) => void;

/**
 * While the screen is taken, what libraries and Node itself would print goes to the log view: one line on the alternate screen breaks the frame.
 * Returns how to give the console back.
 */
export function divertConsole(note: Note): () => void {
	const stops = [...(['debug', 'info', 'log', 'warn', 'error', 'trace'] as const).map((name) => divert(name, note)), divertWarnings(note)];
	return () => stops.forEach((stop) => stop());
}

function divert(name: 'debug' | 'info' | 'log' | 'warn' | 'error' | 'trace', note: Note): () => void {
	const original = console[name];
	const severity = name === 'error' || name === 'warn' ? 'warning' : 'info';
	console[name] = (...values: unknown[]) => note(severity, safeText(format(...values)));
	return () => {
		console[name] = original;
	};
}

/** Node's own listener writes past the console, straight to the terminal. */
function divertWarnings(note: Note): () => void {
	const listeners = process.listeners('warning');
	const own = (warning: Error): void => note('info', safeText(`${warning.name}: ${warning.message}`));
	for (const listener of listeners) process.off('warning', listener);
	process.on('warning', own);
	return () => {
		process.off('warning', own);
		for (const listener of listeners) process.on('warning', listener);
	};
}
