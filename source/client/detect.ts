import type {Adapter} from './adapters/adapter.ts';
import {esaAdapter} from './adapters/esa.ts';
import {healthAdapter} from './adapters/health.ts';
import {platformAdapter} from './adapters/platform.ts';
import {describeAnswer, type Answer} from './answer.ts';
import type {Format} from './connection.ts';
import {isRefusal} from './refusal.ts';
import type {Target} from './target.ts';
import type {Asked} from './transport.ts';

/** The richer the format, the earlier. */
const adapters: readonly Adapter[] = [esaAdapter, platformAdapter, healthAdapter];
const atOnce = 4;

/** A format found at a server. */
export interface Found {
	adapter: Adapter;
	/** The answer that gave it away. */
	detected: Answer;
	/** False where a richer format may only have been out of order just now: then the choice holds for one poll. */
	sure: boolean;
}

export type Detection =
	| {kind: 'found'; found: Found}
	| {kind: 'refused'; answer: Answer}
	| {kind: 'unreachable' | 'unreadable'; detail: string};

/** Asks the candidates, at most 4 at a time, until one is clearly understood. */
export async function detectFormat(target: Target, format: Format | undefined, ask: (path: string) => Promise<Asked>): Promise<Detection> {
	const known = adapters.filter((adapter) => format === undefined || adapter.format === format);
	const all: Asked[] = [];
	for (const round of rounds(target, known)) {
		const asked = await Promise.all(round.map(ask));
		all.push(...asked);
		const found = best(all, known);
		if (found !== undefined && found.confidence >= 0.5) return {kind: 'found', found};
		// Nobody answers at all: more questions would only wait longer.
		if (asked.every(({kind}) => kind === 'unreachable')) break;
	}
	const found = best(all, known);
	return found === undefined ? explainNothing(target, all, format) : {kind: 'found', found};
}

/**
 * The paths to ask, in rounds: the given path first, then below it (a service may mount us under a prefix), then the usual places.
 * A bare health URL elsewhere is not what somebody meant who gave a path.
 */
export function rounds({path, query}: Target, known: readonly Adapter[]): string[][] {
	const paths = known.flatMap((adapter) => adapter.paths);
	if (path === '') return chunks(paths);
	const below = paths.filter((candidate) => candidate !== '/').map((candidate) => path + candidate);
	const elsewhere = known.filter(({format}) => format !== 'health').flatMap((adapter) => adapter.paths);
	return [[path + query], ...chunks([...new Set([...below, ...elsewhere])].filter((candidate) => candidate !== path))];
}

function chunks(paths: readonly string[]): string[][] {
	return Array.from({length: Math.ceil(paths.length / atOnce)}, (_, index) => paths.slice(index * atOnce, (index + 1) * atOnce));
}

/** The surest match; of equals the first asked. */
function best(all: readonly Asked[], known: readonly Adapter[]): (Found & {confidence: number}) | undefined {
	const answers = all.flatMap((asked) => (asked.kind === 'answered' ? [asked.answer] : []));
	const matches = answers.flatMap((detected) => known.map((adapter) => ({adapter, detected, confidence: adapter.detect(detected)})));
	const surest = matches.filter(({confidence}) => confidence > 0).toSorted((a, b) => b.confidence - a.confidence)[0];
	return surest && {...surest, sure: surest.adapter === esaAdapter || all.every(isSettled)};
}

/** It answered, and not with trouble of its own: what it is not now it will not be at the next poll. */
function isSettled(asked: Asked): boolean {
	return asked.kind === 'answered' && asked.answer.status < 500;
}

function explainNothing(target: Target, all: readonly Asked[], format: Format | undefined): Detection {
	const answers = all.flatMap((asked) => (asked.kind === 'answered' ? [asked.answer] : []));
	const failure = all.find((asked) => asked.kind !== 'answered');
	const refused = answers.find(isRefusal);
	if (refused !== undefined) return {kind: 'refused', answer: refused};
	const telling = mostTelling(target, answers);
	if (telling === undefined || all[0] === failure)
		return {kind: failure?.kind ?? 'unreadable', detail: failure?.detail ?? 'nothing was asked'};
	const what = format === undefined ? 'health report' : `${format} report`;
	const tried = all.length === 1 ? '' : ` on ${all.length} paths`;
	return {
		kind: 'unreadable',
		detail: `No ${what} found at ${target.url}${tried}: ${telling.path || '/'} answered ${describeAnswer(telling)}.`,
	};
}

/** A given path is what people wonder about, without one the front page; else whatever is not just "not found". */
function mostTelling({path}: Target, answers: readonly Answer[]): Answer | undefined {
	const atPath = answers.find((answer) => answer.path === (path || '/') && (path !== '' || answer.status !== 404));
	return atPath ?? answers.find(({status}) => status !== 404) ?? answers[0];
}
