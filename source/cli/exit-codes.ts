import {EsaError} from '../basics/esa-error.ts';
import type {Counts, Status} from '../protocol/vocabulary.ts';

/** How the program ends, beyond the codes of a report or a run. 64–78 are those of BSD's sysexits, so that none looks like a health status. */
export const exitCodes = {
	done: 0,
	/** Something the command needs failed: a port, a store, a project. */
	failed: 1,
	/** `--once`, `run`: nothing could be known. */
	unknown: 3,
	/** The command line or the config file is wrong. */
	usage: 64,
	/** This Node.js is too old (`bin.ts`). */
	unavailable: 69,
	/** A bug of ours. */
	bug: 70,
} as const;

/** `--once`: 0 excellent or good, 1 warning, 2 critical, 3 unknown or stale. */
export const exitCodeOfStatus: Record<Status, number> = {excellent: 0, good: 0, warning: 1, critical: 2, unknown: 3, stale: 3};

/** `run AGENT`: 0 done, 1 done with findings, 2 failed or cancelled. */
export function exitCodeOfRun(state: 'completed' | 'failed' | 'cancelled', findings: Counts): number {
	if (state !== 'completed') return 2;
	return findings.critical + findings.warning + findings.info > 0 ? 1 : 0;
}

/** `api-paths`: 0 clean, 1 findings or a gate that is not passed. */
export function exitCodeOfPaths({findings, summary}: {findings: readonly unknown[]; summary: {pass: boolean}}): number {
	return findings.length === 0 && summary.pass ? 0 : 1;
}

/** `api-paths`: there is no report. */
export const couldNotAnalyse = 2;

/** Codes of errors that only another command line or config file mends. */
const usageCodes = new Set([
	'usage',
	'bad-url',
	'config',
	'bad-config',
	'bad-schedule',
	'bad-tokens',
	'token-file',
	'token-file-mode',
	'bad-tls',
	'unsafe-listen',
]);

/** The code for an error that ended a command before it had a result. */
export function exitCodeOfError(error: unknown): number {
	if (!(error instanceof EsaError)) return exitCodes.bug;
	return usageCodes.has(error.code) ? exitCodes.usage : exitCodes.failed;
}
