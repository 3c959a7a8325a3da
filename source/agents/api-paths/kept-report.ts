import type {ApiPathsOptions} from './options.ts';
import {fingerprintOf} from './project/fingerprint.ts';
import {openReportCache} from './project/report-cache.ts';
import {walkProject} from './project/walk-project.ts';
import type {Tree} from './project/walk.ts';
import type {ApiPathsReport} from './report.ts';

/** A project as its files lie there, and the report that was kept when they last lay there so. */
export interface Look {
	tree: Tree;
	/** Null: there is none, or something changed since. */
	report: ApiPathsReport | null;
	/** Keeps the report of this state. */
	keep(report: ApiPathsReport): void;
}

/**
 * Looks whether anything changed since the last analysis. Loads neither parser nor models, so that a project in which nothing changed costs little more than
 * the walk. Throws an EsaError `project` where the root cannot be read.
 */
export function lookForKept(root: string, config: ApiPathsOptions, debug?: (sentence: string) => void): Look {
	const tree = walkProject(root, config.exclude);
	const cache = openReportCache({root, options: config, ...(debug !== undefined && {debug})});
	const fingerprint = fingerprintOf(tree);
	const text = cache.read(fingerprint);
	// Whole by its checksum, and written by this very build: to check its shape again would take longer than to read it.
	const report = text === undefined ? null : (JSON.parse(text) as ApiPathsReport);
	return {tree, report, keep: (made) => cache.write(fingerprint, JSON.stringify(made))};
}
