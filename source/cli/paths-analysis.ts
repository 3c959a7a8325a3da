import {lookForKept} from '../agents/api-paths/kept-report.ts';
import {acceptFindings} from '../agents/api-paths/output/accept.ts';
import type {ApiPathsReport} from '../agents/api-paths/report.ts';
import type {PathsSettings} from './paths-settings.ts';

/** The report of a project as it is, before anything is accepted. Loads the analysis when something changed since the last one; shows on a terminal how far it is. */
export async function analyseSettings({root, options, ...settings}: PathsSettings, cache = settings.cache): Promise<ApiPathsReport> {
	const debug = debugOf(settings);
	const look = cache ? lookForKept(root, options, debug) : undefined;
	if (look !== undefined && look.report !== null) return look.report;
	const {analyseApart} = await import('../agents/api-paths/analyse-apart.ts');
	const progress = progressLine();
	try {
		const report = await analyseApart({root, config: options, cache: false, debug, progress: progress.show, isAlone: true});
		look?.keep(report);
		return report;
	} finally {
		progress.clear();
	}
}

/** Where `--debug` says what went wrong without consequence. */
function debugOf({debug}: Pick<PathsSettings, 'debug'>): (sentence: string) => void {
	return (sentence) => void (debug && process.stderr.write(`esa-health: ${sentence}\n`));
}

/** Takes out what config and baseline accept. */
export function acceptedBy(report: ApiPathsReport, {options, baseline}: PathsSettings): ApiPathsReport {
	return acceptFindings(report, options.ignore, baseline?.entries ?? null);
}

/** Why there is nothing to report on, in a sentence; undefined when there is. Zero findings in no files must not look like health. */
export function reasonForNothing({root, summary, unanalysed}: ApiPathsReport): string | undefined {
	const {filesAnalysed, routes, calls} = summary;
	const left =
		unanalysed.length === 0
			? ''
			: ` ${unanalysed.length} could not be analysed: ${unanalysed[0]?.file} (${unanalysed[0]?.reason})${unanalysed.length > 1 ? ' …' : ''}.`;
	if (filesAnalysed === 0) return `There is no JavaScript or TypeScript to analyse in ${root}.${left}`;
	if (routes === 0 && calls === 0)
		return `There is nothing to compare in ${root}: ${filesAnalysed} files have neither routes nor calls.${left}`;
	return undefined;
}

/** Files done of all, on a terminal and at most ten times a second. */
function progressLine(): {show: (progress: {done: number; total: number}) => void; clear: () => void} {
	let shownMs = performance.now();
	let isShown = false;
	const write = (text: string) => process.stderr.write(`\r\u001b[K${text}`);
	return {
		show: ({done, total}) => {
			if (!process.stderr.isTTY || performance.now() - shownMs < 100) return;
			shownMs = performance.now();
			isShown = true;
			write(`${done} of ${total} files`);
		},
		clear: () => void (isShown && write('')),
	};
}
