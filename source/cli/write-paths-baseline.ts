import {randomUUID} from 'node:crypto';
import {renameSync, rmSync, writeFileSync} from 'node:fs';
import {makeBaseline} from '../agents/api-paths/output/baseline.ts';
import {acceptFindings} from '../agents/api-paths/output/accept.ts';
import type {ApiPathsReport} from '../agents/api-paths/report.ts';
import {EsaError} from '../basics/esa-error.ts';
import {exitCodes} from './exit-codes.ts';
import type {PathsSettings} from './paths-settings.ts';

/** Writes all findings that the config does not already accept to the baseline; entries that still apply keep their reason and date. */
export function writeBaseline(
	report: ApiPathsReport,
	{options, baseline}: PathsSettings,
	{file, reason}: {file: string; reason: string},
): number {
	const open = acceptFindings(report, options.ignore, null);
	const date = new Date().toISOString().slice(0, 10);
	const text = makeBaseline(open, baseline?.entries ?? [], {reason, date});
	const temporary = `${file}.${randomUUID()}.tmp`;
	try {
		writeFileSync(temporary, text);
		renameSync(temporary, file);
	} catch (error) {
		throw new EsaError('config', `The baseline ${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`, {cause: error});
	} finally {
		rmSync(temporary, {force: true});
	}
	process.stderr.write(`esa-health: ${open.findings.length} findings are in ${file}.\n`);
	return exitCodes.done;
}
