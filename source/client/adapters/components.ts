import {isObject, type CleanJson, type CleanObject} from '../clean.ts';
import {categoryOf} from './reported.ts';
import {meaningOf, type Meaning} from './status-words.ts';

/** What a server told of one part of itself. */
export interface Told {
	id: string;
	title: string;
	category: {id: string; title: string};
	/** The server's own word. */
	word: string;
	meaning: Meaning;
	latencyMs: number | null;
	detail: string | null;
	/** When the server looked; null where it does not say. */
	at: string | null;
}

/** Enough for any real service; a server with more is not shown part by part. */
const maxComponents = 200;
/** Spring nests components in components. */
const maxNesting = 4;

/**
 * The parts in a health answer: `checks` (health+json: lists by name; MicroProfile and Adonis: a list), `components` (Spring),
 * `entries` or `results` (ASP.NET), `details`, else `info` and `error` (terminus).
 */
export function readComponents(object: CleanObject): Told[] {
	const parts = object['checks'] ?? object['components'] ?? object['entries'] ?? object['results'] ?? object['details'];
	const found = parts === undefined ? [...readParts(object['info'], '', 0), ...readParts(object['error'], '', 0)] : readParts(parts, '', 0);
	return withoutDoubles(found).slice(0, maxComponents);
}

function readParts(parts: CleanJson | undefined, prefix: string, nesting: number): Told[] {
	if (nesting > maxNesting) return [];
	if (Array.isArray(parts)) return parts.flatMap((part) => readPart(nameIn(part), part, prefix, nesting));
	if (!isObject(parts)) return [];
	return Object.entries(parts).flatMap(([name, part]) =>
		// health+json: each name has a list, one entry for each node.
		Array.isArray(part) ? part.flatMap((node) => readPart(name, node, prefix, nesting)) : readPart(name, part, prefix, nesting),
	);
}

function nameIn(part: CleanJson): string {
	const name = isObject(part) ? (part['name'] ?? part['id']) : undefined;
	return typeof name === 'string' ? name : '';
}

function readPart(name: string, part: CleanJson, prefix: string, nesting: number): Told[] {
	const object = isObject(part) ? part : {status: part};
	const word = object['status'];
	const meaning = typeof word === 'string' ? meaningOf(word) : undefined;
	if (name === '' || typeof word !== 'string') return [];
	const title = prefix + name;
	const told: Told = {
		id: title,
		title,
		category: categoryFor(name, object),
		word,
		meaning: meaning ?? 'unknown',
		latencyMs: latencyOf(name, object),
		detail: detailOf(object),
		at: timeOf(object['time']),
	};
	return [told, ...readParts(object['components'], `${title}/`, nesting + 1)];
}

/** Parts that belong to none of our categories have one of their own. */
function categoryFor(name: string, {componentType}: CleanObject): {id: string; title: string} {
	const byType = componentType === 'datastore' ? categoryOf('database') : undefined;
	return categoryOf(name) ?? byType ?? {id: 'checks', title: 'Checks'};
}

/** Only where the server says that it is a time and in which unit. */
function latencyOf(name: string, {observedValue, observedUnit, responseTime}: CleanObject): number | null {
	if (typeof observedValue === 'number' && observedUnit === 'ms' && /time|latency|duration/i.test(name)) return observedValue;
	const [, milliseconds] = /^(\d+(?:\.\d+)?) ?ms$/.exec(typeof responseTime === 'string' ? responseTime : '') ?? [];
	return milliseconds === undefined ? null : Number(milliseconds);
}

function detailOf(object: CleanObject): string | null {
	const text = object['output'] ?? object['message'] ?? object['description'];
	if (typeof text === 'string' && text !== '') return text;
	const {observedValue, observedUnit} = object;
	const isShown = typeof observedValue === 'number' || typeof observedValue === 'string';
	return isShown ? `${observedValue}${typeof observedUnit === 'string' ? ` ${observedUnit}` : ''}` : null;
}

function timeOf(time: CleanJson | undefined): string | null {
	const date = typeof time === 'string' ? new Date(time) : undefined;
	return date === undefined || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Several nodes of one name: `redis`, `redis #2`. */
function withoutDoubles(found: readonly Told[]): Told[] {
	const seen = new Map<string, number>();
	return found.map((told) => {
		const count = (seen.get(told.id) ?? 0) + 1;
		seen.set(told.id, count);
		return count === 1 ? told : {...told, id: `${told.id} #${count}`, title: `${told.title} #${count}`};
	});
}
