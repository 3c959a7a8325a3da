import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {bin} from '../support/run-program.ts';
import {writeCorpus} from './api-paths/corpus.ts';
import type {Measured} from './api-paths/program.ts';
import {type Figure, median} from './figure.ts';

const program = path.join(import.meta.dirname, 'api-paths/program.ts');

/**
 * What the api-paths command costs against parsing the same files with the same parser and visiting every node, on a generated application of
 * about 1,800 files, or on a copy of `folder`. Processes are fresh and alternate.
 */
export async function benchApiPaths(folder?: string, rounds = 7): Promise<Figure[]> {
	const work = mkdtempSync(path.join(tmpdir(), 'esa-bench-'));
	try {
		const root = path.join(work, 'project');
		if (folder === undefined) writeCorpus(root, 1800);
		else cpSync(folder, root, {recursive: true, filter: (source) => !/(?:^|[\\/])(?:node_modules|\.git)$/.test(source)});
		return await measure(root, path.join(work, 'cache'), rounds);
	} finally {
		rmSync(work, {recursive: true, force: true});
	}
}

async function measure(root: string, cache: string, rounds: number): Promise<Figure[]> {
	const samples: Sample[] = [];
	for (let round = 0; round < rounds; round++) samples.push(await measureRound(root, path.join(cache, String(round))));
	const edit = await ownProgram('edit', root);
	const of = (name: keyof Sample): number => median(samples.map((sample) => sample[name]));
	const files = `${samples[0]?.files ?? 0} files, median of ${rounds}, bare ${Math.round(of('bareMs'))} ms CPU`;
	return [
		{
			figure: 'cold analysis to bare parsing',
			value: of('cold'),
			unit: '×',
			budget: 2,
			how: `CPU of the command without its start; ${files}`,
		},
		{
			figure: 'unchanged project to bare parsing',
			value: of('cached'),
			unit: '×',
			budget: 0.15,
			how: `the same, with the report kept of the run before`,
		},
		{
			figure: 'one edited file',
			value: edit.value,
			unit: 'ms',
			budget: 50,
			how: 'from the change known to the new report, median of 15 files',
		},
		{figure: 'memory of the analysis', value: of('rssMb'), unit: 'MB', budget: 400, how: 'largest resident set of the whole process, cold'},
	];
}

interface Sample {
	bareMs: number;
	/** CPU to that of bare parsing in the same round. */
	cold: number;
	cached: number;
	rssMb: number;
	files: number;
}

async function measureRound(root: string, cache: string): Promise<Sample> {
	const bare = await ownProgram('bare', root);
	const start = await command(['--version'], cache);
	const cold = await command(['api-paths', root, '--format', 'json'], cache);
	const cached = await command(['api-paths', root, '--format', 'json'], cache);
	const ratio = (run: Run): number => (run.cpuMs - start.cpuMs) / bare.value;
	return {bareMs: bare.value, cold: ratio(cold), cached: ratio(cached), rssMb: cold.rssMb, files: bare.files};
}

async function ownProgram(mode: 'bare' | 'edit', root: string): Promise<Measured> {
	const child = spawn(process.execPath, [program, mode, root], {stdio: ['ignore', 'pipe', 'inherit']});
	const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
	if (child.exitCode !== 0) throw new Error(`measuring ${mode} ended with code ${child.exitCode}`);
	return JSON.parse(said) as Measured;
}

interface Run {
	cpuMs: number;
	rssMb: number;
}

/** Tells on its fourth channel what the process has taken when it ends. */
const teller = `data:text/javascript,${encodeURIComponent(`import {writeSync} from 'node:fs';
process.on('exit', () => {
	const {user, system} = process.cpuUsage();
	writeSync(3, JSON.stringify({cpuMs: (user + system) / 1000, rssMb: process.resourceUsage().maxRSS / 1024}));
});`)}`;

async function command(args: readonly string[], cache: string): Promise<Run> {
	const env = {...process.env, XDG_CACHE_HOME: cache, NODE_COMPILE_CACHE: path.join(tmpdir(), 'esa-bench-compile-cache')};
	const child = spawn(process.execPath, ['--import', teller, bin, ...args], {env, stdio: ['ignore', 'ignore', 'inherit', 'pipe']});
	const told = child.stdio[3];
	if (!told || !('readable' in told)) throw new Error('no channel to the process');
	const [run] = await Promise.all([text(told), once(child, 'close')]);
	if (child.exitCode === null || child.exitCode > 1) throw new Error(`${args.join(' ')} ended with code ${child.exitCode}`);
	return JSON.parse(run) as Run;
}
