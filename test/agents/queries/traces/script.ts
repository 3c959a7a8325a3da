import type {DatabaseSystem, OccurrenceKind, QueryTrace, TracedQuery} from '../../../../source/protocol/query-trace.ts';
import {planValues} from '../../../../source/agents/queries/judging/told-values.ts';
import {listLengthOf, ownersText} from '../../../../source/sql/value-plan.ts';
import {fingerprint, isCut} from '../../../../source/sql/fingerprint.ts';
import {seededRandom} from '../../../support/seeded-random.ts';

/** One query as a log has it. */
export interface Asked {
	sql: string;
	params?: readonly unknown[];
	/** How long it took; ± 10 % unless `exact`. */
	ms?: number;
	exact?: boolean;
	rows?: number;
	source?: string;
	error?: string;
	fromCache?: boolean;
	/** Its values are not in the log. */
	isHidden?: boolean;
}

interface Row extends Asked {
	startMs: number;
	durationMs: number;
}

/** What must be found in a trace. */
export interface Expected {
	kind: OccurrenceKind;
	sql: string;
	count: number;
	nestedIn?: string;
}

export interface LabelledTrace {
	name: string;
	/** Why a senior engineer would, or would not, want to be told. */
	why: string;
	expected: readonly Expected[];
	script: Script;
}

/** Writes down what a piece of code asks of its database, on a clock of its own. */
export class Script {
	readonly rows: Row[] = [];
	readonly system: DatabaseSystem | null;
	nowMs = 0;
	/** Of the whole context; null: a log does not tell. */
	durationMs: number | null = null;
	readonly #random: () => number;

	constructor(seed: number, system: DatabaseSystem | null = 'postgresql') {
		this.#random = seededRandom(seed);
		this.system = system;
	}

	/** Awaits one query. */
	ask(asked: Asked): this {
		const durationMs = this.#lasts(asked);
		this.rows.push({...asked, startMs: this.nowMs, durationMs});
		this.nowMs += durationMs + 0.2;
		return this;
	}

	/** `Promise.all`: all are sent at once. `stagger`: each some ms after the one before. */
	together(all: readonly Asked[], stagger = 0.05): this {
		let end = this.nowMs;
		for (const [at, asked] of all.entries()) {
			const startMs = this.nowMs + at * stagger;
			const durationMs = this.#lasts(asked);
			this.rows.push({...asked, startMs, durationMs});
			end = Math.max(end, startMs + durationMs);
		}
		this.nowMs = end + 0.2;
		return this;
	}

	/** Something else takes its time: an API, a timer, computing. */
	wait(ms: number): this {
		this.nowMs += ms;
		return this;
	}

	times(count: number, act: (turn: number) => void): this {
		for (let turn = 0; turn < count; turn++) act(turn);
		return this;
	}

	/** As a driver tells it: values are one hash. */
	toTrace(id: string): QueryTrace {
		return this.#trace(id, (row) => this.#query(row));
	}

	/** As a log tells it that has the values: owners and lists are known too. */
	toDetailedTrace(id: string): QueryTrace {
		return this.#trace(id, (row) => ({...this.#query(row), ...this.#details(row)}));
	}

	#trace(id: string, toQuery: (row: Row) => TracedQuery): QueryTrace {
		const queries = this.rows.toSorted((a, b) => a.startMs - b.startMs).map(toQuery);
		return {id, name: null, at: null, durationMs: this.durationMs, queries, uncounted: 0};
	}

	#query({sql, params, startMs, durationMs, rows, source, error, fromCache, isHidden}: Row): TracedQuery {
		return {
			startMs,
			durationMs,
			pattern: fingerprint(sql, this.system ?? undefined),
			system: this.system,
			valueKey: isHidden === true ? null : JSON.stringify([sql, params]),
			source: source ?? null,
			via: [],
			error: error ?? null,
			rows: rows ?? null,
			fromCache: fromCache ?? false,
			cut: isCut(sql),
		};
	}

	#details({sql, params, isHidden}: Row): Pick<TracedQuery, 'ownerKey' | 'listLength'> {
		const plan = planValues(sql, fingerprint(sql, this.system ?? undefined), this.system ?? undefined);
		if (plan === undefined || isHidden === true) return {};
		const ownerKey = ownersText(plan, params ?? []);
		const listLength = listLengthOf(plan, params ?? []);
		return {...(ownerKey === undefined ? {} : {ownerKey}), ...(listLength === undefined ? {} : {listLength})};
	}

	#lasts({ms = 4, exact = false}: Asked): number {
		return exact ? ms : ms * (0.9 + this.#random() * 0.2);
	}
}

/** `count` numbers from `from` on. */
export function numbers(count: number, from = 1): number[] {
	return Array.from({length: count}, (_, at) => from + at);
}

/** One query after the other. */
export function loop(seed: number, count: number, asked: (turn: number) => Asked, system: DatabaseSystem | null = 'postgresql'): Script {
	const script = new Script(seed, system);
	return script.times(count, (turn) => script.ask(asked(turn)));
}

/** One query after the other, with a pause behind each. */
export function paced(seed: number, count: number, waitMs: number | ((turn: number) => number), asked: (turn: number) => Asked): Script {
	const script = new Script(seed);
	return script.times(count, (turn) => script.ask(asked(turn)).wait(typeof waitMs === 'number' ? waitMs : waitMs(turn)));
}

export function find(kind: OccurrenceKind, sql: string, count: number, nestedIn?: string): Expected {
	return {kind, sql, count, ...(nestedIn === undefined ? {} : {nestedIn})};
}

export function silent(name: string, why: string, script: Script): LabelledTrace {
	return {name, why, expected: [], script};
}
