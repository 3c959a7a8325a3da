import type {z} from 'zod';
import {priorities, type Priority} from '../protocol/jobs.ts';
import {severities, statuses, type Severity, type Status} from '../protocol/vocabulary.ts';
import {safeText} from '../basics/safe-text.ts';
import type {CleanJson} from './clean.ts';
import {Unreadable} from './unreadable.ts';

export interface Parsed<T> {
	value: T;
	/** One sentence for each word of a newer server that this version had to read as something else. */
	notes: string[];
}

/**
 * Parses an answer with a schema of the protocol. Unknown fields are ignored, words added later to an enumeration are read as their
 * cautious neighbour and noted; anything else of the wrong type throws Unreadable with the JSON path that was wrong.
 */
export function parseTolerant<T>(schema: z.ZodType<T>, value: CleanJson): Parsed<T> {
	const first = schema.safeParse(value);
	if (first.success) return {value: first.data, notes: []};
	const notes = first.error.issues.map((issue) => readOtherwise(issue, value));
	const second = schema.safeParse(value);
	if (second.success) return {value: second.data, notes};
	throw wrongAt(second.error.issues[0], value);
}

/** What an unknown word is read as, by the words that were expected there. An unknown job state is not here: no neighbour would be true. */
const neighbours: readonly {words: readonly string[]; neighbour: string | null}[] = [
	{words: statuses, neighbour: 'unknown' satisfies Status},
	{words: severities, neighbour: 'warning' satisfies Severity},
	{words: priorities, neighbour: 'normal' satisfies Priority},
	{words: ['up', 'degraded', 'down', 'unknown'], neighbour: 'unknown'},
	{words: ['weighted-mean', 'weakest-required', 'component-down'], neighbour: null},
	{words: ['weighted-mean', 'worst-required', 'component-down', 'coverage'], neighbour: null},
];

/** Changes `value` in place: it is the client's own copy. */
function readOtherwise(issue: z.core.$ZodIssue, value: CleanJson): string {
	const word = valueAt(value, issue.path);
	const known =
		issue.code === 'invalid_value' && typeof word === 'string' ? neighbours.find(({words}) => isSame(words, issue.values)) : undefined;
	if (known === undefined) throw wrongAt(issue, value);
	const parent = valueAt(value, issue.path.slice(0, -1));
	Reflect.set(Object(parent), issue.path.at(-1) ?? '', known.neighbour);
	return `The server says “${safeText(String(word), {maxCells: 40})}” at ${pathOf(issue.path)}, a word this version of esa-health does not know.`;
}

function isSame(words: readonly string[], values: readonly unknown[]): boolean {
	return words.length === values.length && words.every((word) => values.includes(word));
}

function valueAt(value: CleanJson, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);
}

function wrongAt(issue: z.core.$ZodIssue | undefined, value: CleanJson): Unreadable {
	if (issue === undefined) return new Unreadable('an answer of the wrong shape');
	if (issue.path.length === 1 && issue.path[0] === 'schemaVersion') return otherVersion(valueAt(value, issue.path));
	return new Unreadable(`${pathOf(issue.path)} is wrong: ${safeText(issue.message.replace(/^Invalid input: /, ''), {maxCells: 120})}`);
}

function otherVersion(version: unknown): Unreadable {
	if (typeof version !== 'number') return new Unreadable('$.schemaVersion is wrong: the protocol’s version is missing');
	return new Unreadable(`it speaks version ${version} of the protocol and this esa-health version 1: use the same version on both sides`);
}

/** `$.categories[0].score` */
function pathOf(path: readonly PropertyKey[]): string {
	const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
	return safeText(`$${steps.join('')}`, {maxCells: 80});
}
