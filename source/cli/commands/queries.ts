import {setFlagsFromString} from 'node:v8';
import {EsaError} from '../../basics/esa-error.ts';
import {safeText} from '../../basics/safe-text.ts';
import {couldNotAnalyse} from '../exit-codes.ts';
import type {CommandLine} from '../flags.ts';
import {readQueriesSettings, type QueriesSettings} from '../queries-settings.ts';

/** `esa-health queries FILE` judges a captured log; `queries fingerprint` normalises SQL. 0 clean, 1 findings, 2 could not analyse. */
export async function queries(line: CommandLine): Promise<number> {
	if (line.operands[0] === 'fingerprint') return (await import('./queries-fingerprint.ts')).queriesFingerprint(line);
	const settings = readQueriesSettings(line, process.env, process.cwd());
	try {
		return await analyse(settings);
	} catch (error) {
		if (!(error instanceof EsaError) || error.code !== 'query-log') throw error;
		process.stderr.write(`esa-health: ${safeText(error.message, {maxCells: 1000})}\n`);
		if (settings.debug) process.stderr.write(`${error.stack ?? ''}\n`);
		return couldNotAnalyse;
	}
}

async function analyse({file, format, system, failOn, options, env}: QueriesSettings): Promise<number> {
	// A log is a stream of short-lived objects, for which V8 would let the young generation grow by 100 MB (Node 24) to save 2 % of the time.
	setFlagsFromString('--semi-space-growth-factor=1');
	// And a trace of a hundred thousand queries is objects for a moment, several times as many as are alive: they are to go before the next one comes.
	setFlagsFromString('--heap-growing-percent=30');
	const {analyseLog} = await import('../../agents/queries/offline.ts');
	const {openInput} = await import('../../agents/queries/input/open-input.ts');
	const {printQueries} = await import('../queries-output.ts');
	const result = await analyseLog(await openInput(file), {...(system !== undefined && {system}), options, now: Date.now()});
	for (const warning of result.warnings) process.stderr.write(`esa-health: ${safeText(warning, {maxCells: 1000})}\n`);
	await printQueries(result, format, env);
	return result.occurrences.some(({kind}) => failOn.includes(kind)) ? 1 : 0;
}
