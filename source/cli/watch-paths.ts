import path from 'node:path';
import {startAnalysisApart, type RunningAnalysis} from '../agents/api-paths/analyse-apart.ts';
import {isNeverRead} from '../agents/api-paths/project/fingerprint.ts';
import {kindOfFile} from '../agents/api-paths/project/left-out.ts';
import {watchProject} from '../agents/api-paths/project/watch-project.ts';
import {keyOfSubject, subjectsOf} from '../agents/api-paths/output/subject.ts';
import type {ApiPathsReport, PathFinding} from '../agents/api-paths/report.ts';
import {EsaError} from '../basics/esa-error.ts';
import {safeText} from '../basics/safe-text.ts';
import {exitCodes} from './exit-codes.ts';
import {acceptedBy} from './paths-analysis.ts';
import {printReport} from './paths-output.ts';
import type {PathsSettings} from './paths-settings.ts';
import {untilSignal} from './until-signal.ts';

/** `--watch`: prints a report now and after every change, until a signal, or until nobody reads any more. */
export async function watchPaths(settings: PathsSettings): Promise<number> {
	const ended = Promise.withResolvers<number>();
	const follower = startFollower(settings, (error) => ended.reject(error));
	// Watched before it is read: no change falls between.
	const stop = watchProject(settings.root, follower.hear, {
		ignore: settings.options.exclude,
		onFailure: (error) => ended.reject(watchFailed(settings, error)),
	});
	process.stdout.once('error', () => ended.resolve(exitCodes.done));
	try {
		return await Promise.race([ended.promise, untilSignal().then(() => exitCodes.done)]);
	} finally {
		stop();
		await follower.close();
	}
}

type Changed = readonly string[] | null;

/** Prints the first report and one after each change that it hears of; what changes while it is busy is one change. */
function startFollower(
	settings: PathsSettings,
	onFailure: (error: unknown) => void,
): {hear: (changed: Changed) => void; close: () => Promise<void>} {
	const live = startAnalysisApart({root: settings.root, config: settings.options});
	let waiting: Changed | undefined;
	let work = live.then(({report}) => printFirst(report, settings));
	work.catch(onFailure);
	const hear = (changed: Changed) => {
		const isQueued = waiting !== undefined;
		waiting = waiting === undefined ? changed : together(waiting, changed);
		if (isQueued) return;
		work = work.then(async (before) => {
			const all = waiting ?? null;
			waiting = undefined;
			return follow(await live, all, before, settings);
		});
		work.catch(onFailure);
	};
	const close = async () => {
		// One that never started has nothing to close.
		await live.then((running) => running.close()).catch(() => undefined);
	};
	return {hear, close};
}

function together(a: Changed, b: Changed): Changed {
	return a === null || b === null ? null : [...new Set([...a, ...b])];
}

function watchFailed({root}: PathsSettings, error: Error): EsaError {
	return new EsaError('project', `The folder ${root} cannot be watched: ${error.message}.`, {cause: error});
}

async function printFirst(whole: ApiPathsReport, settings: PathsSettings): Promise<ApiPathsReport> {
	const report = acceptedBy(whole, settings);
	await printReport(report, settings);
	return report;
}

/** Looks again, prints what became of the change, and answers with the report that is now on the screen. */
async function follow(live: RunningAnalysis, changed: Changed, before: ApiPathsReport, settings: PathsSettings): Promise<ApiPathsReport> {
	if (changed?.every(isNeverRead) === true) return before;
	const report = await updated(live, changed, settings);
	// Our own output may be written into the project; it must not be news to us again and again.
	const isNoNews = changed?.every(isOfNoLanguage) === true && JSON.stringify(report) === JSON.stringify(before);
	if (report === undefined || isNoNews) return before;
	if (settings.format === 'text') process.stdout.write(`\n${changeText(changed, before, report)}\n\n`);
	await printReport(report, settings);
	return report;
}

function isOfNoLanguage(file: string): boolean {
	return path.extname(file) !== '' && kindOfFile(path.basename(file)) === 'other';
}

/** A moment in which the project cannot be read (its folder is being replaced) is said, and the watch goes on. */
async function updated(live: RunningAnalysis, changed: Changed, settings: PathsSettings): Promise<ApiPathsReport | undefined> {
	try {
		return acceptedBy(await live.update(changed), settings);
	} catch (error) {
		if (!(error instanceof EsaError) || error.code !== 'project') throw error;
		process.stderr.write(`esa-health: ${error.message}\n`);
		return undefined;
	}
}

const mostNames = 3;

/** `client/a.js changed: 1 finding came, 2 went`. */
export function changeText(changed: readonly string[] | null, before: ApiPathsReport, after: ApiPathsReport): string {
	const names =
		changed === null
			? 'Many files'
			: [
					...changed.slice(0, mostNames).map((name) => safeText(name)),
					...(changed.length > mostNames ? [`${changed.length - mostNames} more`] : []),
				].join(', ');
	const came = difference(after, before);
	const went = difference(before, after);
	const outcome = came.length + went.length === 0 ? 'no finding came or went' : `${came.length} came, ${went.length} went`;
	const lines = [...came.map((finding) => `  + ${lineOf(finding)}`), ...went.map((finding) => `  - ${lineOf(finding)}`)];
	return [`${names} changed: ${outcome}`, ...lines].join('\n');
}

function lineOf({file, line, message}: PathFinding): string {
	return `${safeText(file)}:${line}  ${safeText(message)}`;
}

/** Findings of one report that the other has not, wherever their lines are. */
function difference(of: ApiPathsReport, without: ApiPathsReport): PathFinding[] {
	const left = new Map<string, number>();
	for (const subject of subjectsOf(without, without.findings)) left.set(keyOfSubject(subject), (left.get(keyOfSubject(subject)) ?? 0) + 1);
	const subjects = subjectsOf(of, of.findings);
	return of.findings.filter((_, index) => {
		const subject = subjects[index];
		const key = subject === undefined ? '' : keyOfSubject(subject);
		const count = left.get(key) ?? 0;
		left.set(key, count - 1);
		return count <= 0;
	});
}
