import path from 'node:path';
import {EsaError} from '../../basics/esa-error.ts';
import type {Sample} from '../../store/store.ts';
import {defineAgent} from '../define-agent.ts';
import type {Agent, AgentContext, AgentResult} from '../define-agent.ts';
import {analyseApart} from './analyse-apart.ts';
import {judgePaths} from './judge.ts';
import {ApiPathsOptions} from './options.ts';
import {recommendForPaths} from './recommend.ts';
import type {ApiPathsReport} from './report.ts';

/** Compares every call of the project's frontend with every route of its backend, in the code. */
export const apiPathsAgent: Agent<ApiPathsOptions> = defineAgent({
	name: 'api-paths',
	number: 106,
	title: 'API paths',
	category: 'api',
	schedule: '0 * * * *',
	// After the first judgement: the service has its start to itself.
	startDelayMs: 5000,
	options: ApiPathsOptions,
	async run(context) {
		const {options, service, signal, progress} = context;
		if (service.project === undefined)
			throw new EsaError('project', 'No folder of the project is known: give `project` to createMonitor, or --project.');
		if (path.parse(service.project).root === service.project) return nothingRead(service.project);
		const report = await analyseApart({
			root: service.project,
			config: options,
			signal,
			progress: ({done, total, file}) => progress({done, total, message: file ?? 'reading code'}),
		});
		rememberCounts(context, report);
		return {examined: examinedIn(report), findings: judgePaths(report), summary: summarise(report)};
	},
	recommend: recommendForPaths,
});

/** A service started in the root of its disk, as in many a container, has told nothing of where its code is. */
function nothingRead(root: string): AgentResult {
	return {
		examined: {count: 0, what: 'calls'},
		findings: [],
		summary: `nothing read: the project would be all of ${root}; give its folder as \`project\``,
	};
}

/**
 * Calls to other origins and calls that nobody could decide are no evidence of health: no findings among nothing compared must not look good.
 * Without calls, faults of the routes themselves (one hides another) still count.
 */
function examinedIn({summary, findings}: ApiPathsReport): AgentResult['examined'] {
	if (summary.decided === 0 && findings.length > 0) return {count: summary.routes, what: 'routes'};
	return {count: summary.decided, what: 'calls'};
}

/** What became of the calls, for the trends; nothing when there was nothing to compare. */
function rememberCounts({store, clock}: AgentContext<ApiPathsOptions>, {summary}: ApiPathsReport): void {
	if (summary.calls === 0) return;
	const t = clock.now();
	const count = (series: string, value: number): Sample => ({series, t, n: 1, sum: value, min: value, max: value});
	store.append([
		count('signal.api-paths.matched', summary.matched),
		count('signal.api-paths.missing', summary.missing + summary.methodMismatch),
		count('signal.api-paths.undecided', summary.undecidable),
	]);
}

/** `31 calls and 28 routes in 120 files: 29 matched, 1 missing, 1 with another method` */
function summarise({summary}: ApiPathsReport): AgentResult['summary'] {
	const {calls, routes, filesAnalysed, filesUnanalysed, matched, missing, methodMismatch, undecidable, external} = summary;
	const parts = [
		`${matched} matched`,
		...(missing > 0 ? [`${missing} missing`] : []),
		...(methodMismatch > 0 ? [`${methodMismatch} with another method`] : []),
		...(undecidable > 0 ? [`${undecidable} undecided`] : []),
		...(external > 0 ? [`${external} to other origins`] : []),
		...(filesUnanalysed > 0 ? [`${filesUnanalysed} files not analysed`] : []),
	];
	return `${counted(calls, 'call')} and ${counted(routes, 'route')} in ${counted(filesAnalysed, 'file')}: ${parts.join(', ')}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
