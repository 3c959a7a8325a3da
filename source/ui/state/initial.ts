import type {ListState, Model} from './model.ts';

export interface InitialOptions {
	now: number;
	size: {columns: number; rows: number};
	target: {url: string; embedded: boolean};
	intervalMs: number;
	readOnly?: boolean;
}

/** The model before anything was heard of the server. */
export function initialModel({now, size, target, intervalMs, readOnly = false}: InitialOptions): Model {
	return {
		now,
		size,
		target,
		readOnly,
		intervalMs,
		paused: false,
		polling: false,
		nextPollAt: null,
		poll: null,
		reading: null,
		readingAt: null,
		linkSince: now,
		clockOffsetMs: 0,
		place: {view: 'overview'},
		history: [],
		overlay: {kind: 'none'},
		lists: {
			overview: emptyList,
			agents: emptyList,
			jobs: emptyList,
			findings: emptyList,
			trends: emptyList,
			log: emptyList,
			why: emptyList,
			job: emptyList,
			finding: emptyList,
		},
		findingsSort: 'severity',
		trends: {range: '24h', series: null, loadedAt: null, cursor: null, loading: false, detail: null},
		job: null,
		finding: null,
		log: [],
		toast: null,
	};
}

/** A list nobody has touched: its cursor is where the screen starts reading. */
export const emptyList: ListState = {cursorId: null, index: 0, filter: '', marked: []};
