import {Worker} from 'node:worker_threads';
import {EsaError} from '../../basics/esa-error.ts';
import type {AnalyseOptions} from './analyse.ts';
import type {ApiPathsReport} from './report.ts';
import {applyChanges} from './report-changes.ts';
import type {Order, Word} from './worker.ts';

export interface ApartOptions extends AnalyseOptions {
	/** The process is there for this analysis only, so V8 may be tuned for it. Default false. */
	isAlone?: boolean;
}

/**
 * As `analyse`, on a thread of its own: a service that is monitored goes on answering, and code that is nested deep finds a stack deep enough.
 * Throws an EsaError `project` where the root cannot be read, `analysis` where the thread fails, and what `signal` was aborted with.
 */
export async function analyseApart(options: ApartOptions): Promise<ApiPathsReport> {
	const thread = new AnalysisThread(options);
	try {
		return await thread.ask({kind: 'once', options: plain(options), isAlone: options.isAlone ?? false});
	} finally {
		await thread.close();
	}
}

/** An analysis that follows changes, on a thread of its own until it is closed. */
export interface RunningAnalysis {
	report: ApiPathsReport;
	/** Looks again after these files changed (null: nobody knows which). One at a time. */
	update(changed: readonly string[] | null): Promise<ApiPathsReport>;
	close(): Promise<void>;
}

/** As `createAnalysis`, on a thread of its own. Errors as in `analyseApart`. */
export async function startAnalysisApart(options: AnalyseOptions): Promise<RunningAnalysis> {
	const thread = new AnalysisThread(options);
	try {
		const report = await thread.ask({kind: 'keep', options: plain(options)});
		const running: RunningAnalysis = {
			report,
			update: async (changed) => (running.report = await thread.ask({kind: 'update', changed})),
			close: () => thread.close(),
		};
		return running;
	} catch (error) {
		await thread.close();
		throw error;
	}
}

function plain({root, config, cache}: AnalyseOptions): Extract<Order, {kind: 'once' | 'keep'}>['options'] {
	return {root, ...(config !== undefined && {config}), ...(cache !== undefined && {cache})};
}

/** Enough for some ten thousand files; a service must not lose more memory to its monitor. */
const mostMegabytes = 1024;
const stackMegabytes = 32;

class AnalysisThread {
	readonly #worker: Worker;
	readonly #options: AnalyseOptions;
	#asked: PromiseWithResolvers<ApiPathsReport> | null = null;
	#hasEnded = false;
	/** The last one that the thread told. */
	#report: ApiPathsReport | null = null;

	constructor(options: AnalyseOptions) {
		this.#options = options;
		options.signal?.throwIfAborted();
		this.#worker = new Worker(workerFile(), {
			resourceLimits: {maxOldGenerationSizeMb: mostMegabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: stackMegabytes},
			// What the service was started with (a debugger, a loader) is not the analysis's.
			execArgv: [],
			name: 'esa-health api-paths',
		});
		this.#worker.on('message', (word: Word) => this.#hear(word));
		this.#worker.on('error', (error) => this.#asked?.reject(brokenOff(options.root, error)));
		this.#worker.on('exit', () => {
			this.#hasEnded = true;
			this.#asked?.reject(brokenOff(options.root, new Error('its thread ended')));
		});
	}

	/** One at a time. */
	async ask(order: Order): Promise<ApiPathsReport> {
		const {signal} = this.#options;
		const asked = Promise.withResolvers<ApiPathsReport>();
		const abort = (): void => asked.reject(signal?.reason);
		this.#asked = asked;
		signal?.addEventListener('abort', abort);
		try {
			signal?.throwIfAborted();
			if (this.#hasEnded) throw brokenOff(this.#options.root, new Error('its thread has ended'));
			this.#worker.postMessage(order);
			return await asked.promise;
		} finally {
			this.#asked = null;
			signal?.removeEventListener('abort', abort);
		}
	}

	#hear(word: Word): void {
		switch (word.kind) {
			case 'progress':
				return this.#options.progress?.(word.progress);
			case 'debug':
				return this.#options.debug?.(word.sentence);
			case 'report':
				return this.#tell(word.report);
			case 'changes':
				return this.#tell(applyChanges(this.#report!, word.changes));
			case 'failed':
				this.#asked?.reject(toError(word));
		}
	}

	#tell(report: ApiPathsReport): void {
		this.#report = report;
		this.#asked?.resolve(report);
	}

	async close(): Promise<void> {
		await this.#worker.terminate();
	}
}

function brokenOff(root: string, error: unknown): EsaError {
	return new EsaError('analysis', `The analysis of ${root} broke off: ${sentenceOf(error)}.`, {cause: error});
}

function sentenceOf(error: unknown): string {
	const {code, message} = error as NodeJS.ErrnoException;
	return code === 'ERR_WORKER_OUT_OF_MEMORY' ? `it needs more than ${mostMegabytes} MB of memory` : message;
}

function toError({message, code, stack}: Extract<Word, {kind: 'failed'}>): Error {
	if (code !== null) return new EsaError(code, message);
	return new EsaError(
		'analysis',
		`The analysis failed: ${message}. This is a fault of esa-health; --debug writes down where it happened.`,
		{cause: stack},
	);
}

/** Beside this file in the sources, beside the bundle in a package. */
function workerFile(): URL {
	return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './api-paths-worker.js', import.meta.url);
}
