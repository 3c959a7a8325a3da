import {followFacts} from './collect-again.ts';
import {collectFacts} from './collect.ts';
import type {CollectOptions} from './collect.ts';
import {createComparison} from './compare.ts';
import {lookForKept} from './kept-report.ts';
import type {Look} from './kept-report.ts';
import {models} from './models.ts';
import type {ApiPathsOptions} from './options.ts';
import {openProject} from './project/open-project.ts';
import type {ApiPathsReport} from './report.ts';
import {unconfigured} from './unconfigured.ts';

/** How far an analysis is, in files. */
export interface AnalysisProgress {
	done: number;
	total: number;
	file?: string;
}

export interface AnalyseOptions {
	/** The folder of the project; it need not be absolute. */
	root: string;
	config?: ApiPathsOptions;
	signal?: AbortSignal;
	progress?: (progress: AnalysisProgress) => void;
	/** Keep the report, and take the one kept when nothing changed since. Default true. */
	cache?: boolean;
	/** What was seen when the kept report was looked for, where that was done before. */
	look?: Look;
	/** Hears what went wrong with the cache. */
	debug?: (sentence: string) => void;
}

/**
 * Compares every call of a project's clients with every route of its servers. Reads files below the root and nothing else, and runs none of
 * them. Throws an EsaError `project` where the root cannot be read, and what `signal` was aborted with.
 */
export async function analyse(options: AnalyseOptions): Promise<ApiPathsReport> {
	const {root, config = unconfigured, cache = true, debug} = options;
	const look = options.look ?? (cache ? lookForKept(root, config, debug) : null);
	if (look !== null && look.report !== null) return look.report;
	const project = openProject(root, {ignore: config.exclude, ...(look !== null && {tree: look.tree})});
	const report = createComparison(config)(project, collectFacts(project, collectOptions(options)));
	look?.keep(report);
	return report;
}

/** An analysis that follows changes: files that did not change are not read again. */
export interface LiveAnalysis {
	report: ApiPathsReport;
	/** Looks again after these files changed (relative to the root; null: nobody knows which). */
	update(changed: readonly string[] | null): ApiPathsReport;
}

/** Analyses a project and keeps what is needed to look again quickly. Errors as in `analyse`. */
export function createAnalysis(options: AnalyseOptions): LiveAnalysis {
	const {config = unconfigured} = options;
	const compare = createComparison(config);
	let project = openProject(options.root, {ignore: config.exclude});
	const collection = followFacts(project, collectOptions(options));
	const live: LiveAnalysis = {
		report: compare(project, collection.facts),
		update: (changed) => {
			project = project.update(changed);
			return (live.report = compare(project, collection.update(project, changed)));
		},
	};
	return live;
}

function collectOptions({signal, progress}: AnalyseOptions): CollectOptions {
	return {
		models,
		...(signal === undefined ? {} : {signal}),
		...(progress === undefined ? {} : {progress: (done: number, total: number, file: string) => progress({done, total, file})}),
	};
}
