import {z} from 'zod';
import {EsaError} from '../../../basics/esa-error.ts';
import type {ApiPathsReport} from '../report.ts';
import {keyOfSubject, subjectsOf, type Subject} from './subject.ts';

/** A finding that is known, with the reason why it may stay for now. */
export const BaselineEntry = z.strictObject({
	rule: z.string().min(1),
	file: z.string().min(1),
	method: z.string().nullable().default(null),
	path: z.string().nullable().default(null),
	message: z.string().nullable().default(null),
	/** How many such findings it covers; one more is new. */
	count: z.int().min(1).default(1),
	reason: z.string().trim().min(3),
	date: z.iso.date(),
});
export type BaselineEntry = z.infer<typeof BaselineEntry>;

const Baseline = z.strictObject({version: z.literal(1), entries: z.array(z.unknown())});

/** Reads a baseline file. An EsaError `config` names the entry that is wrong; one without a reason is. */
export function parseBaseline(text: string, file: string): BaselineEntry[] {
	const parsed = Baseline.safeParse(parseJson(text, file));
	if (!parsed.success) throw wrong(`The baseline ${file} is not {"version": 1, "entries": […]}.`);
	return parsed.data.entries.map((entry, index) => parseEntry(entry, index, file));
}

function parseJson(text: string, file: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch (error) {
		throw wrong(`The baseline ${file} is not JSON: ${(error as Error).message}.`);
	}
}

function parseEntry(entry: unknown, index: number, file: string): BaselineEntry {
	const parsed = BaselineEntry.safeParse(entry);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const name = nameOf(entry ?? {});
	const place = `entry ${index + 1}${name === '' ? '' : ` (${name})`} of the baseline ${file}`;
	if (issue?.path[0] === 'reason') throw wrong(`There is no reason in ${place}. Write down why the finding may stay.`);
	throw wrong(`In ${place}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'something is wrong'}.`);
}

function wrong(message: string): EsaError {
	return new EsaError('config', message);
}

/** As people read it: `missing GET /api/x in client/a.js`. */
export function nameOf({rule, file, method, path, message}: Partial<Subject>): string {
	const what = path ?? message;
	const words = [rule, method, what].filter((word) => typeof word === 'string' && word !== '');
	return [words.join(' '), ...(file === undefined ? [] : [`in ${file}`])].join(' ').trim();
}

/** Which findings the entries cover, by index, and which entries cover fewer than they say. */
export function applyBaseline(
	report: Pick<ApiPathsReport, 'calls' | 'routes' | 'findings'>,
	entries: readonly BaselineEntry[],
): {covered: Map<number, BaselineEntry>; stale: string[]} {
	const left = new Map<string, number[]>();
	for (const [index, subject] of subjectsOf(report, report.findings).entries()) {
		const key = keyOfSubject(subject);
		left.set(key, [...(left.get(key) ?? []), index]);
	}
	const covered = new Map<number, BaselineEntry>();
	const stale = entries.flatMap((entry) => {
		const found = left.get(keyOfSubject(entry))?.splice(0, entry.count) ?? [];
		for (const index of found) covered.set(index, entry);
		return found.length === entry.count ? [] : [staleSentence(entry, found.length)];
	});
	return {covered, stale};
}

function staleSentence(entry: BaselineEntry, found: number): string {
	const name = nameOf(entry);
	if (found > 0)
		return `The baseline covers ${entry.count} findings "${name}", of which ${found} ${found === 1 ? 'is' : 'are'} left. Lower its count.`;
	return `The baseline entry "${name}" of ${entry.date} applies to nothing any more. Remove it.`;
}

/** A baseline of all findings there are: entries that still apply keep reason and date, new ones get those given. */
export function makeBaseline(
	report: Pick<ApiPathsReport, 'calls' | 'routes' | 'findings'>,
	before: readonly BaselineEntry[],
	{reason, date}: {reason: string; date: string},
): string {
	const old = new Map(before.map((entry) => [keyOfSubject(entry), entry]));
	const counted = new Map<string, {subject: Subject; count: number}>();
	for (const subject of subjectsOf(report, report.findings)) {
		const key = keyOfSubject(subject);
		counted.set(key, {subject, count: (counted.get(key)?.count ?? 0) + 1});
	}
	const entries = [...counted]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, {subject, count}]) => {
			const {rule, file, method, path, message} = subject;
			const kept = old.get(key);
			return {
				rule,
				file,
				...(method !== null && {method}),
				...(path !== null && {path}),
				...(message !== null && {message}),
				...(count > 1 && {count}),
				reason: kept?.reason ?? reason,
				date: kept?.date ?? date,
			};
		});
	return `${JSON.stringify({version: 1, entries}, null, '\t')}\n`;
}
