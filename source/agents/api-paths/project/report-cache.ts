import {createHash, randomUUID} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {version} from '../../../basics/version.ts';

/** Reports of projects that did not change since. */
export interface ReportCache {
	/** The text kept for this fingerprint; undefined when there is none that is whole. */
	read(fingerprint: string): string | undefined;
	write(fingerprint: string, text: string): void;
}

export interface ReportCacheOptions {
	root: string;
	/** Whatever else decides the report; anything that JSON can tell apart. */
	options: unknown;
	/** Tells one build of the analysis from another; null keeps nothing. */
	program?: string | null;
	env?: NodeJS.ProcessEnv;
	/** Hears why something was not kept or not taken. Nothing of that ends an analysis. */
	debug?: (sentence: string) => void;
}

/** Put in by the bundler: a hash of the sources. Run from its sources the analysis changes without a new name. */
declare const ESA_HEALTH_BUILD: string | undefined;
const thisBuild = typeof ESA_HEALTH_BUILD === 'string' ? `${version} ${ESA_HEALTH_BUILD}` : null;

const mostReports = 32;
const mostBytes = 64 * 1024 * 1024;

/** Opens the cache of one project under the user's cache folder: one file, of which an older one is replaced; 32 files for all projects. */
export function openReportCache({
	root,
	options,
	program = thisBuild,
	env = process.env,
	debug = () => undefined,
}: ReportCacheOptions): ReportCache {
	if (program === null) return {read: () => undefined, write: () => undefined};
	const folder = path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'esa-health', 'api-paths');
	const file = path.join(folder, `${digest(JSON.stringify([path.resolve(root), options, program])).slice(0, 32)}.json`);
	return {
		read: (fingerprint) => attempt('read', debug, () => readEntry(file, fingerprint, debug)),
		write: (fingerprint, text) => attempt('write', debug, () => writeEntry(folder, file, fingerprint, text)),
	};
}

/** A file is a line with fingerprint and checksum, then the text. */
function readEntry(file: string, fingerprint: string, debug: (sentence: string) => void): string | undefined {
	if (statSync(file, {throwIfNoEntry: false}) === undefined) return undefined;
	const whole = readFileSync(file, 'utf8');
	const end = whole.indexOf('\n');
	const text = whole.slice(end + 1);
	const [kept, checksum] = whole.slice(0, Math.max(end, 0)).split(' ');
	if (kept !== fingerprint) return undefined;
	if (checksum !== digest(text)) {
		debug(`The cached report ${file} is damaged and was not used.`);
		return undefined;
	}
	// What is used stays; the longest unused go first.
	utimesSync(file, new Date(), new Date());
	return text;
}

function writeEntry(folder: string, file: string, fingerprint: string, text: string): void {
	if (text.length > mostBytes) return;
	mkdirSync(folder, {recursive: true, mode: 0o700});
	const temporary = `${file}.${randomUUID()}.tmp`;
	try {
		writeFileSync(temporary, `${fingerprint} ${digest(text)}\n${text}`, {mode: 0o600});
		renameSync(temporary, file);
	} finally {
		rmSync(temporary, {force: true});
	}
	removeOldest(folder);
}

function removeOldest(folder: string): void {
	const files = readdirSync(folder).map((name) => path.join(folder, name));
	if (files.length <= mostReports) return;
	const byAge = files
		.map((file) => ({file, usedMs: statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0}))
		.toSorted((a, b) => b.usedMs - a.usedMs);
	for (const {file} of byAge.slice(mostReports)) rmSync(file, {force: true});
}

function attempt<T>(what: string, debug: (sentence: string) => void, action: () => T): T | undefined {
	try {
		return action();
	} catch (error) {
		// A cache that cannot be used costs time, never a report.
		debug(`The report cache could not be ${what === 'read' ? 'read' : 'written'}: ${(error as Error).message}`);
		return undefined;
	}
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
