import path from 'node:path';
import {createInterface} from 'node:readline/promises';
import {applyEdits, planFixes, type Fix} from '../agents/api-paths/output/fix.ts';
import {unifiedDiff} from '../agents/api-paths/output/unified-diff.ts';
import {filesWithOwnChanges, writeFiles, type Rewrite} from '../agents/api-paths/output/write-fixes.ts';
import type {ApiPathsReport} from '../agents/api-paths/report.ts';
import {safeText} from '../basics/safe-text.ts';
import {exitCodeOfPaths} from './exit-codes.ts';
import {acceptedBy, analyseSettings} from './paths-analysis.ts';
import {rawText} from './paths-look.ts';
import {printReport} from './paths-output.ts';
import type {PathsSettings} from './paths-settings.ts';

interface Planned extends Rewrite {
	fixes: Fix[];
}

/** `--fix`: shows what can be corrected for certain, asks, writes, looks again, and takes back what did not help. Answers with the code of what is left. */
export async function fixPaths(report: ApiPathsReport, settings: PathsSettings): Promise<number> {
	const {rewrites, byHand} = planRewrites(report, settings.root);
	for (const {file, line, what} of byHand) say(`${file}:${line} is to be changed by hand: ${what}`);
	const chosen = withoutDirty(rewrites, settings);
	if (chosen.length === 0) {
		say(rewrites.length === 0 ? 'nothing here can be corrected for certain.' : 'nothing was written.');
		return conclude(report, settings);
	}
	// On stdout is what was asked for: a report in JSON stays alone there.
	const stream = settings.format === 'text' ? process.stdout : process.stderr;
	stream.write(
		`${chosen.map(({file, before, after}) => safeText(unifiedDiff(file, before, after), {lines: true, maxCells: 1_000_000})).join('\n')}\n\n`,
	);
	if (!(await isWanted(chosen, settings))) return conclude(report, settings);
	writeFiles(settings.root, chosen);
	const after = await takeBackUseless(chosen, settings);
	return conclude(after, settings);
}

async function conclude(report: ApiPathsReport, settings: PathsSettings): Promise<number> {
	await printReport(report, settings);
	return exitCodeOfPaths(report);
}

function planRewrites(report: ApiPathsReport, root: string): {rewrites: Planned[]; byHand: {file: string; line: number; what: string}[]} {
	const texts = new Map<string, string | undefined>();
	const read = (file: string) => {
		if (!texts.has(file)) texts.set(file, rawText(path.join(root, file)));
		// Offsets are those of the text behind a byte order mark.
		return texts.get(file)?.replace(/^\uFEFF/, '');
	};
	const {fixes, byHand} = planFixes(report, read);
	const rewrites = [...Map.groupBy(fixes, ({file}) => file)].map(([file, ofFile]) => {
		const before = texts.get(file) ?? '';
		const mark = before.startsWith('\uFEFF') ? '\uFEFF' : '';
		return {file, before, after: `${mark}${applyEdits(before.slice(mark.length), ofFile)}`, fixes: ofFile};
	});
	return {rewrites, byHand};
}

function withoutDirty(rewrites: Planned[], {root, force}: PathsSettings): Planned[] {
	if (force) return rewrites;
	const files = rewrites.map(({file}) => file);
	const dirty = new Set(filesWithOwnChanges(root, files));
	for (const file of dirty) say(`${file} has changes that are not committed, and is left as it is. Commit them, or use --force.`);
	return rewrites.filter(({file}) => !dirty.has(file));
}

async function isWanted(chosen: readonly Planned[], {yes}: PathsSettings): Promise<boolean> {
	if (yes) return true;
	if (!process.stdin.isTTY) {
		say('nothing was written: there is no terminal to ask on. --yes writes without asking.');
		return false;
	}
	const count = chosen.reduce((sum, {fixes}) => sum + fixes.length, 0);
	const terminal = createInterface({input: process.stdin, output: process.stderr});
	// Ctrl-C and the end of input are a no.
	const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
	const answer = await Promise.race([terminal.question(`Write ${count === 1 ? 'this change' : `these ${count} changes`}? [y/N] `), closed]);
	terminal.close();
	const isYes = /^y(?:es)?$/i.test(answer.trim());
	if (!isYes) say('nothing was written.');
	return isYes;
}

/** Looks again; a file in which a corrected call is still wrong gets its old text back. */
async function takeBackUseless(chosen: readonly Planned[], settings: PathsSettings): Promise<ApiPathsReport> {
	const look = async () => acceptedBy(await analyseSettings(settings, false), settings);
	const report = await look();
	const isStillWrong = ({file, line}: Fix) =>
		report.calls.some(
			(call) => call.file === file && call.line === line && (call.verdict === 'missing' || call.verdict === 'method-mismatch'),
		);
	const useless = chosen.filter(({fixes}) => fixes.some(isStillWrong));
	if (useless.length === 0) return report;
	writeFiles(
		settings.root,
		useless.map(({file, before, after}) => ({file, before: after, after: before})),
	);
	for (const {file} of useless) say(`${file} has its old text back: the change did not make its calls right.`);
	return look();
}

function say(sentence: string): void {
	process.stderr.write(`esa-health: ${safeText(sentence, {maxCells: 1000})}\n`);
}
