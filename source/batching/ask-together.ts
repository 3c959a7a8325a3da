import type {Call, Joiner} from './joiner.ts';

export type Ask = (...args: unknown[]) => Promise<unknown>;

/** How calls reach the server. */
export interface Way {
	readonly ask: Ask;
	readonly joiner: Joiner<object>;
	/** Most calls in one statement, whatever the joiner would do. */
	readonly most: number;
	/** How often in a row the server refused to join a text that it answered one by one: another dialect, a type without arrays. */
	readonly refusals: WeakMap<object, number>;
}

const mostRefusals = 3;

/** Answers all calls with as few statements as can be, each as if it had been asked alone. */
export function askTogether(calls: readonly Call[], way: Way): void {
	for (const group of Map.groupBy(calls, (call) => kinship(call, way)).values()) {
		const most = Math.max(1, Math.min(way.most, way.joiner.most(knownOf(group[0]!, way))));
		for (let from = 0; from < group.length; from += most) void answer(group.slice(from, from + most), way);
	}
}

/** Calls with an equal one differ only in their keys. */
function kinship(call: Call, way: Way): string {
	const keys = way.joiner.keysOf(knownOf(call, way));
	const others = call.values.filter((_, place) => !keys.includes(place)).map((value) => [typeof value, String(value)]);
	return JSON.stringify([call.text, others]);
}

/** Only what is known waits to be joined. */
function knownOf({text}: Call, {joiner}: Way): object {
	return joiner.read(text)!;
}

async function answer(calls: readonly Call[], way: Way): Promise<void> {
	const {ask, joiner, refusals} = way;
	const known = knownOf(calls[0]!, way);
	if (calls.length === 1 || (refusals.get(known) ?? 0) >= mostRefusals) {
		await Promise.all(calls.map((call) => askAlone(call, ask)));
		return;
	}
	try {
		const results = joiner.share(await ask(...joiner.join(known, calls)), calls.length);
		calls.forEach((call, index) => call.resolve(results[index]));
		refusals.delete(known);
	} catch {
		// One bad value fails the statement for all: asked alone, each call ends as it would have, with its own error or without.
		const ended = await Promise.all(calls.map((call) => askAlone(call, ask)));
		if (ended.every((fine) => fine)) refusals.set(known, (refusals.get(known) ?? 0) + 1);
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
