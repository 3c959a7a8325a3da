import path from 'node:path';
import {createAnalysis, type LiveAnalysis} from '../agents/api-paths/analyse.ts';
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
	let follower: Follower | undefined;
	let work = Promise.resolve();
	const then = (action: () => Promise<void>) => {
		work = work.then(action).catch((error: unknown) => ended.reject(error));
	};
	// Watched before it is read: no change falls between.
	const stop = watchProject(settings.root, (changed) => then(async () => follower?.(changed)), {
		ignore: settings.options.exclude,
		onFailure: (error) => ended.reject(watchFailed(settings, error)),
	});
	process.stdout.once('error', () => ended.resolve(exitCodes.done));
	then(async () => {
		follower = await startFollowing(settings);
	});
	try {
		return await Promise.race([ended.promise, untilSignal().then(() => exitCodes.done)]);
	} finally {
		stop();
	}
}

function watchFailed({root}: PathsSettings, error: Error): EsaError {
	return new EsaError('project', `The folder ${root} cannot be watched: ${error.message}.`, {cause: error});
}

/** Is told which files changed, and prints what became of that. */
type Follower = (changed: readonly string[] | null) => Promise<void>;

/** Prints the first report, and answers with what is to be told of every change. */
async function startFollowing(settings: PathsSettings): Promise<Follower> {
	const live = createAnalysis({root: settings.root, config: settings.options});
	let report = acceptedBy(live.report, settings);
	await printReport(report, settings);
	return async (changed) => {
		if (changed?.every(isNeverRead) === true) return;
		const next = updated(live, changed, settings);
		if (next === undefined) return;
		// Our own output may be written into the project; it must not be news to us again and again.
		if (changed?.every(isOfNoLanguage) === true && JSON.stringify(next) === JSON.stringify(report)) return;
		if (settings.format === 'text') process.stdout.write(`\n${changeText(changed, report, next)}\n\n`);
		report = next;
		await printReport(report, settings);
	};
}

function isOfNoLanguage(file: string): boolean {
	return path.extname(file) !== '' && kindOfFile(path.basename(file)) === 'other';
}

/** A moment in which the project cannot be read (its folder is being replaced) is said, and the watch goes on. */
function updated(live: LiveAnalysis, changed: readonly string[] | null, settings: PathsSettings): ApiPathsReport | undefined {
	try {
		return acceptedBy(live.update(changed), settings);
	} catch (error) {
		if (!(error instanceof EsaError)) throw error;
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
