import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {QueryReport} from '../../source/protocol/query-trace.ts';
import {bin} from '../support/run-program.ts';
import type {Figure} from './figure.ts';
import {writeQueryLog} from './queries/query-log.ts';

/** What `queries FILE` takes for a million logged queries. `program`: the built one, or that of the sources. */
export async function benchQueriesThroughput(queries = 1_000_000, program = bin): Promise<Figure[]> {
	const folder = mkdtempSync(path.join(tmpdir(), 'esa-bench-'));
	try {
		const file = path.join(folder, 'queries.ndjson');
		const log = writeQueryLog(file, queries);
		const {cpuMs, rssMb, report} = await analyse(program, file);
		const loops = report.findings.filter(({kind}) => kind !== 'slow').length;
		if (report.examined.queries !== log.queries) throw new Error(`${report.examined.queries} of ${log.queries} queries were read`);
		if (loops === 0) throw new Error('none of the planted loops was found');
		const how = `${Math.round(statSync(file).size / 1e6)} MB of NDJSON, ${log.traces} traces interleaved, ${report.examined.patterns} patterns, ${loops} loops found of ${log.loops} begun`;
		return [
			{
				figure: `analysing ${queries.toLocaleString('en')} queries`,
				value: cpuMs / 1000,
				unit: 's',
				budget: (10 * queries) / 1e6,
				how: `CPU of the whole process; ${how}`,
			},
			{figure: 'memory of it', value: rssMb, unit: 'MB', budget: 250, how: 'largest resident set of the process'},
		];
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}

/** Tells on its fourth channel what the process has taken when it ends. */
const teller = `data:text/javascript,${encodeURIComponent(`import {writeSync} from 'node:fs';
process.on('exit', () => {
	const {user, system} = process.cpuUsage();
	writeSync(3, JSON.stringify({cpuMs: (user + system) / 1000, rssMb: process.resourceUsage().maxRSS / 1024}));
});`)}`;

async function analyse(program: string, file: string): Promise<{cpuMs: number; rssMb: number; report: QueryReport}> {
	const args = ['--import', teller, program, 'queries', file, '--format', 'json'];
	const child = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit', 'pipe']});
	const told = child.stdio[3];
	if (child.stdout === null || !told || !('readable' in told)) throw new Error('no channel to the process');
	const [report, taken] = await Promise.all([text(child.stdout), text(told), once(child, 'close')]);
	if (child.exitCode === null || child.exitCode > 1) throw new Error(`${args.join(' ')} ended with code ${child.exitCode}`);
	return {...(JSON.parse(taken) as {cpuMs: number; rssMb: number}), report: QueryReport.parse(JSON.parse(report))};
}
