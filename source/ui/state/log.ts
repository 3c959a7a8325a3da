import type {Severity} from '../../protocol/vocabulary.ts';
import type {LogLine, Model} from './model.ts';

export const maxLogLines = 1000;

export interface Entry {
	severity: Severity;
	message: string;
	/** Two entries with one key within `withinMs` tell the same; the second is dropped. */
	key?: string;
	withinMs?: number;
}

/** Writes lines at the end of the log, which forgets its oldest beyond 1,000. */
export function log(model: Model, ...entries: readonly Entry[]): Model {
	const lines = [...model.log];
	for (const entry of entries) {
		if (!isTold(lines, entry, model.now)) lines.push(toLine(entry, (lines.at(-1)?.id ?? 0) + 1, model.now));
	}
	return lines.length === model.log.length ? model : {...model, log: lines.slice(-maxLogLines)};
}

function toLine({severity, message, key}: Entry, id: number, at: number): LogLine {
	return key === undefined ? {id, at, severity, message} : {id, at, severity, message, key};
}

function isTold(lines: readonly LogLine[], {key, withinMs = Infinity}: Entry, now: number): boolean {
	return key !== undefined && lines.some((line) => line.key === key && now - line.at <= withinMs);
}
