import type {Finding} from '../../protocol/findings.ts';
import type {Step} from './event.ts';
import {findingText} from './finding-text.ts';
import type {Model} from './model.ts';
import {findingBehind} from './perform.ts';
import {cursorRow, findingOf, shownJob} from './select.ts';
import {step, toast} from './step.ts';

/** Opens the file that the cursor's line speaks of. */
export function editChosen(model: Model): Step {
	const place = fileOfCursor(model);
	if (place === null) return step(toast(model, 'info', 'No file is known for this line.'));
	return step(model, {kind: 'open-editor', ...place});
}

function fileOfCursor(model: Model): {file: string; line: number} | null {
	if (model.place.view === 'finding') {
		const evidence = cursorRow(model, 'finding')?.evidence;
		if (evidence?.file !== undefined) return {file: evidence.file, line: evidence.line ?? 1};
	}
	const finding = findingOfCursor(model);
	return finding === null ? null : fileOf(finding);
}

function findingOfCursor(model: Model): Finding | null {
	switch (model.place.view) {
		case 'findings':
		case 'job':
			return cursorRow(model, model.place.view)?.finding ?? null;
		case 'finding':
			return findingOf(model);
		case 'why':
			return cursorRow(model, 'why')?.findings[0] ?? null;
		case 'overview': {
			const row = cursorRow(model, 'overview');
			return row?.kind === 'recommendation' ? (findingBehind(model, row.recommendation) ?? null) : null;
		}
		case 'agents':
		case 'jobs':
		case 'trends':
		case 'log':
			return null;
	}
}

/** Where a finding points: its own place, else its first evidence with one. */
export function fileOf(finding: Finding): {file: string; line: number} | null {
	const place = [finding, ...finding.evidence].find((one) => one.file !== undefined);
	return place?.file === undefined ? null : {file: place.file, line: place.line ?? 1};
}

/** Copies what the cursor is on, as text that makes sense in a chat or an issue. */
export function copyChosen(model: Model): Step {
	const copied = textOfCursor(model);
	if (copied === null) return step(toast(model, 'info', 'There is nothing to copy here.'));
	return step(model, {kind: 'copy', ...copied});
}

function textOfCursor(model: Model): {text: string; what: string} | null {
	switch (model.place.view) {
		case 'overview':
			return overviewText(model);
		case 'agents': {
			const row = cursorRow(model, 'agents');
			return row === null ? null : {text: row.agent.slug, what: 'the agent’s name'};
		}
		case 'jobs':
			return jobText(cursorRow(model, 'jobs')?.job);
		case 'job':
			return jobText(shownJob(model)?.job);
		case 'findings':
			return copiedFinding(cursorRow(model, 'findings')?.finding ?? null);
		case 'finding':
			return copiedFinding(findingOf(model));
		case 'why': {
			const signal = cursorRow(model, 'why')?.signal;
			if (signal === undefined) return null;
			return {
				text: `${signal.id} = ${signal.value ?? 'unknown'} ${signal.unit} over ${signal.window}, n = ${signal.n}, score ${signal.score ?? 'none'}`,
				what: 'the signal',
			};
		}
		case 'trends': {
			const series = cursorRow(model, 'trends')?.series;
			return series === undefined ? null : {text: JSON.stringify(series), what: 'the series as JSON'};
		}
		case 'log': {
			const line = cursorRow(model, 'log')?.line;
			return line === undefined ? null : {text: `${new Date(line.at).toISOString()} ${line.message}`, what: 'the line'};
		}
	}
}

function overviewText(model: Model): {text: string; what: string} | null {
	const row = cursorRow(model, 'overview');
	if (row === null) return null;
	if (row.kind === 'category')
		return {text: `${row.category.title}: ${row.category.score ?? 'no score'}, ${row.category.status}`, what: 'the category'};
	const {command, title} = row.recommendation;
	return command === undefined ? {text: title, what: 'the recommendation'} : {text: command, what: 'the command'};
}

function jobText(
	job: {id: string; agent: string; state: string; error: string | null; summary: string | null} | undefined,
): {text: string; what: string} | null {
	if (job === undefined) return null;
	return {text: `${job.agent} ${job.id}: ${job.state}. ${job.error ?? job.summary ?? ''}`.trimEnd(), what: 'the run'};
}

function copiedFinding(finding: Finding | null): {text: string; what: string} | null {
	return finding === null ? null : {text: findingText(finding), what: 'the finding'};
}
