import {randomBytes} from 'node:crypto';
import {type Clock, systemClock} from '../../basics/clock.ts';
import type {QueryTrace, TracedQuery} from '../../protocol/query-trace.ts';
import {type CallSite, readSite} from './call-site.ts';
import type {KnownText, KnownTexts} from './known-texts.ts';
import type {QueryContext, QueryRecord} from './query-context.ts';
import {ToldSite} from './told-site.ts';
import {hashValues} from './value-hash.ts';
import {moveParts, ownerKeyOf} from './value-parts.ts';

export interface TraceOptions {
	clock: Clock;
	texts: KnownTexts;
	/** Folder that call sites are shown relative to. */
	project?: string;
}

/** Milliseconds; of a query that still runs, until its context ended. */
export function durationOf({startedAt, endedAt}: QueryRecord, context: QueryContext): number {
	return Math.max(0, (Number.isNaN(endedAt) ? context.endedAt : endedAt) - startedAt);
}

const process = randomBytes(4).toString('hex');
let traces = 0;

/**
 * What a context sent, as patterns and hashes, in order of start. Reads call sites, which frees their stacks: a context is converted once, and not within
 * a request, since it may read files.
 */
export function toTrace(context: QueryContext, {clock, texts, project}: TraceOptions): QueryTrace {
	const records = context.records.toSorted((a, b) => a.startedAt - b.startedAt);
	const known = records.map(({text, system}) => texts.of(text, system));
	const sites = sitesOf(records, known, project);
	return {
		id: `${process}-${(++traces).toString(36)}`,
		name: context.name ?? null,
		// Records carry readings of the system's clock, whatever clock the monitor has.
		at: clock.now() - (systemClock.monotonic() - context.startedAt),
		durationMs: context.endedAt - context.startedAt,
		queries: records.map((record, at) => toQuery(record, context, known[at]!, sites[at])),
		uncounted: context.uncounted,
	};
}

function toQuery(record: QueryRecord, context: QueryContext, text: KnownText, site: CallSite | undefined): TracedQuery {
	const ownerKey = ownerKeyOf(record, text);
	return {
		startMs: Math.max(0, record.startedAt - context.startedAt),
		durationMs: durationOf(record, context),
		pattern: text.pattern,
		system: record.system,
		valueKey: valueKeyOf(record, text),
		...(ownerKey !== undefined && {ownerKey}),
		...(text.listLength !== undefined && {listLength: text.listLength}),
		source: site?.source ?? null,
		via: site?.via ?? [],
		error: record.error ?? null,
		rows: record.rows ?? null,
		fromCache: false,
		cut: text.isCut,
	};
}

/** Values may stand in the text, beside it, or both. */
function valueKeyOf({values}: QueryRecord, {literals}: KnownText): number | null {
	if (values === undefined) return literals ?? null;
	return literals === undefined ? values : (hashValues([values, literals]) ?? null);
}

/**
 * Only some of the equal queries of a context have a call site: those without get that of the next equal one, the last ones that of the one before. Lists
 * of another length are another text, and the same query.
 */
function sitesOf(records: readonly QueryRecord[], known: readonly KnownText[], project: string | undefined): (CallSite | undefined)[] {
	const keys = records.map(({text, values}, at) => siteKey(text, values, known[at]!));
	const taken = records.map((record) => siteOf(record, project));
	const order = [...records.keys()];
	fill(taken, keys, order.toReversed());
	fill(taken, keys, order);
	return taken;
}

function siteOf(record: QueryRecord, project: string | undefined): CallSite | undefined {
	const {site} = record;
	if (site === undefined || site instanceof ToldSite) return site;
	const {source, via} = readSite(site, project, record.system === 'sqlite');
	// A stack can be read once, and another monitor in this process wants its place, too.
	return (record.site = moveParts(site, new ToldSite(source, via)));
}

function siteKey(text: string, values: number | undefined, {pattern, listLength}: KnownText): string {
	return values === undefined || listLength !== undefined ? pattern : text;
}

function fill(sites: (CallSite | undefined)[], keys: readonly string[], order: readonly number[]): void {
	const last = new Map<string, CallSite>();
	for (const at of order) {
		const key = keys[at]!;
		const site = (sites[at] ??= last.get(key));
		if (site !== undefined) last.set(key, site);
	}
}
