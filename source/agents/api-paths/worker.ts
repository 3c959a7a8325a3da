import {setFlagsFromString} from 'node:v8';
import {parentPort} from 'node:worker_threads';
import {EsaError} from '../../basics/esa-error.ts';
import {analyse, createAnalysis} from './analyse.ts';
import type {AnalyseOptions, AnalysisProgress, LiveAnalysis} from './analyse.ts';
import type {ApiPathsReport} from './report.ts';
import {changesBetween} from './report-changes.ts';
import type {ReportChanges} from './report-changes.ts';

/** What the worker is told: to analyse once, to analyse and keep what is needed to look again, or to look again. */
export type Order =
	| {kind: 'once'; options: Pick<AnalyseOptions, 'root' | 'config' | 'cache'>; isAlone: boolean}
	| {kind: 'keep'; options: Pick<AnalyseOptions, 'root' | 'config' | 'cache'>}
	| {kind: 'update'; changed: readonly string[] | null};

/** What the worker says. */
export type Word =
	| {kind: 'progress'; progress: AnalysisProgress}
	| {kind: 'debug'; sentence: string}
	| {kind: 'report'; report: ApiPathsReport}
	/** Of the report that was said last. */
	| {kind: 'changes'; changes: ReportChanges}
	| {kind: 'failed'; message: string; code: string | null; stack: string | null};

let live: LiveAnalysis | null = null;

const say = (word: Word): void => parentPort?.postMessage(word);

parentPort?.on('message', (order: Order) => {
	carryOut(order).then(say, (error: unknown) => say(failure(error)));
});

async function carryOut(order: Order): Promise<Word> {
	if (order.kind === 'update') {
		if (live === null) throw new Error('there is no analysis to look at again');
		const before = live.report;
		return {kind: 'changes', changes: changesBetween(before, live.update(order.changed))};
	}
	const isAlone = order.kind === 'once' && order.isAlone;
	const options = {
		...order.options,
		progress: (progress: AnalysisProgress) => {
			if (isAlone && progress.done === 0 && progress.total <= mostForLittle) compileLittle();
			tell(progress);
		},
		debug: (sentence: string) => say({kind: 'debug', sentence}),
	};
	if (order.kind === 'once') return {kind: 'report', report: await analyse(options)};
	live = createAnalysis(options);
	return {kind: 'report', report: live.report};
}

/** Files of a project above which V8's last compiler pays: 2,843 take 15 % longer without it, 2,163 a fifth less. */
const mostForLittle = 2500;

/**
 * A single analysis mostly ends before V8's last compiler pays: 2.31 → 1.85 CPU s for 1,811 files on 24.21. Said only now, when all is loaded: code
 * that was kept compiled is refused where the flags are others.
 */
function compileLittle(): void {
	setFlagsFromString('--no-turbofan');
}

let toldAt = 0;

/** Ten times a second is often enough for a person. */
function tell(progress: AnalysisProgress): void {
	const now = performance.now();
	if (now - toldAt < 100 && progress.done < progress.total) return;
	toldAt = now;
	say({kind: 'progress', progress});
}

function failure(error: unknown): Word {
	if (error instanceof EsaError) return {kind: 'failed', message: error.message, code: error.code, stack: null};
	return {kind: 'failed', message: String(error), code: null, stack: error instanceof Error ? (error.stack ?? null) : null};
}
