import type {Connection, Poll} from '../../client/connection.ts';
import {exitCodeOfStatus} from '../exit-codes.ts';
import {chooseGlyphs} from '../glyphs.ts';
import {reportOfPoll} from '../once-report.ts';
import {reportText} from '../report-text.ts';

/** Polls once, prints the report on stdout, and answers with the exit code of its status. */
export async function printOnce(connection: Connection, format: 'text' | 'json', poll?: Poll): Promise<number> {
	const outcome = poll ?? (await connection.poll(new AbortController().signal));
	const {report, target} = reportOfPoll(outcome, connection.url);
	const text = format === 'json' ? JSON.stringify({...report, target}, null, '\t') : reportText(report, target, chooseGlyphs(process.env));
	process.stdout.write(`${text}\n`);
	return exitCodeOfStatus[report.overall.status];
}
