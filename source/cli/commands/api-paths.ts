import {EsaError} from '../../basics/esa-error.ts';
import {couldNotAnalyse, exitCodeOfPaths} from '../exit-codes.ts';
import type {CommandLine} from '../flags.ts';
import {readPathsSettings, type PathsSettings} from '../paths-settings.ts';

/** `esa-health api-paths [DIR]`: compares the calls of a project's clients with the routes of its servers, from the code alone. */
export async function apiPaths(line: CommandLine): Promise<number> {
	const settings = await readPathsSettings(line, process.env, process.cwd());
	try {
		if (settings.watch) return await (await import('../watch-paths.ts')).watchPaths(settings);
		return await analyseOnce(settings);
	} catch (error) {
		if (!(error instanceof EsaError) || !['project', 'analysis'].includes(error.code)) throw error;
		process.stderr.write(`esa-health: ${error.message}\n`);
		if (settings.debug) process.stderr.write(`${typeof error.cause === 'string' ? error.cause : (error.stack ?? '')}\n`);
		return couldNotAnalyse;
	}
}

async function analyseOnce(settings: PathsSettings): Promise<number> {
	const {analyseSettings, reasonForNothing, acceptedBy} = await import('../paths-analysis.ts');
	const whole = await analyseSettings(settings);
	const nothing = reasonForNothing(whole);
	if (nothing !== undefined) throw new EsaError('project', nothing);
	if (settings.write !== undefined) return (await import('../write-paths-baseline.ts')).writeBaseline(whole, settings, settings.write);
	const report = acceptedBy(whole, settings);
	if (settings.fix) return (await import('../fix-paths.ts')).fixPaths(report, settings);
	const {printReport} = await import('../paths-output.ts');
	await printReport(report, settings);
	return exitCodeOfPaths(report);
}
