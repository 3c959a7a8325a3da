import {readJoinable, type Joinable} from './joinable.ts';
import {shareResult, type QueryResult} from './share-result.ts';

export type Ask = (...args: unknown[]) => Promise<QueryResult>;

/** One caller's query, and how it is answered. */
export interface Call {
	readonly text: string;
	readonly values: readonly unknown[];
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: unknown) => void;
}

/** How calls reach the server. */
export interface Way {
	readonly ask: Ask;
	/** Most calls in one statement. */
	readonly most: number;
	/** How often in a row the server refused to join what it answered one by one: another dialect, a type without arrays. */
	readonly refusals: WeakMap<Joinable, number>;
}

const mostRefusals = 3;

/** Answers all calls with as few statements as can be, each as if it had been asked alone. */
export function askTogether(calls: readonly Call[], way: Way): void {
	for (const group of Map.groupBy(calls, kinship).values()) {
		for (let from = 0; from < group.length; from += way.most) void answer(group.slice(from, from + way.most), way);
	}
}

/** Calls with an equal one differ only in the values of lists. */
function kinship({text, values}: Call): string {
	const {lists} = readJoinable(text)!;
	const others = values.filter((_, place) => !lists.includes(place)).map((value) => [typeof value, String(value)]);
	return JSON.stringify([text, others]);
}

async function answer(calls: readonly Call[], {ask, refusals}: Way): Promise<void> {
	const joinable = readJoinable(calls[0]!.text)!;
	if (calls.length === 1 || (refusals.get(joinable) ?? 0) >= mostRefusals) {
		await Promise.all(calls.map((call) => askAlone(call, ask)));
		return;
	}
	try {
		const result = await ask({text: joinable.joined, values: joinedValues(calls, joinable), rowMode: 'array'});
		const results = shareResult(result, calls.length);
		calls.forEach((call, index) => call.resolve(results[index]));
		refusals.delete(joinable);
	} catch {
		// One bad value fails the statement for all: asked alone, each call ends as it would have, with its own error or without.
		const ended = await Promise.all(calls.map((call) => askAlone(call, ask)));
		if (ended.every((fine) => fine)) refusals.set(joinable, (refusals.get(joinable) ?? 0) + 1);
	}
}

async function askAlone({text, values, resolve, reject}: Call, ask: Ask): Promise<boolean> {
	try {
		resolve(await ask(text, values));
		return true;
	} catch (error) {
		reject(error);
		return false;
	}
}

function joinedValues(calls: readonly Call[], {lists}: Joinable): unknown[] {
	return calls[0]!.values.map((value, place) => (lists.includes(place) ? calls.map((call) => call.values[place]) : value));
}
