import type {Reading} from '../../client/connection.ts';
import type {LogLine, Model} from '../state/model.ts';
import {recommendationText, summary} from './sentences.ts';

/** One sentence for each thing that changed between two models; none where nothing a person would want read aloud did. */
export function newsBetween(before: Model, after: Model): readonly string[] {
	if (before.reading === null && after.reading !== null) return summary(after);
	const lines = newLines(before.log, after.log).map(({message, at}) => `${clockTime(at)} ${sentence(message)}`);
	return [...lines, ...readingNews(before.reading, after.reading), ...toastNews(before, after), ...question(before, after)];
}

function newLines(before: readonly LogLine[], after: readonly LogLine[]): readonly LogLine[] {
	if (before === after) return [];
	const last = before.at(-1)?.id ?? 0;
	return after.filter(({id}) => id > last);
}

function readingNews(before: Reading | null, after: Reading | null): readonly string[] {
	if (before === null || after === null || before === after) return [];
	const known = new Set(before.report.recommendations.map(({id}) => id));
	const open = new Set(before.findings.map(({id}) => id));
	return [
		...after.report.recommendations.filter(({id}) => !known.has(id)).map((one) => `New recommendation: ${recommendationText(one)}`),
		...gone(before, after),
		...after.findings
			.filter(({id}) => !open.has(id))
			.map(({severity, title, agent}) => `New ${severity} finding of ${agent}: ${sentence(title)}`),
	];
}

function gone(before: Reading, after: Reading): readonly string[] {
	const open = new Set(after.findings.map(({id}) => id));
	return before.findings.filter(({id}) => !open.has(id)).map(({title}) => `Resolved: ${sentence(title)}`);
}

/** A toast is news unless the log has just said the same, or it only says that something was begun. */
function toastNews(before: Model, after: Model): readonly string[] {
	const {toast} = after;
	if (toast === null || toast === before.toast || toast.message.startsWith('Starting')) return [];
	return newLines(before.log, after.log).some(({message}) => message === toast.message) ? [] : [sentence(toast.message)];
}

function question(before: Model, after: Model): readonly string[] {
	const {overlay} = after;
	if (overlay.kind !== 'confirm' || overlay === before.overlay) return [];
	return [`${overlay.title} ${overlay.lines.map(sentence).join(' ')} Type yes to do it; anything else leaves it.`];
}

function sentence(message: string): string {
	return /[.?!…]$/u.test(message) ? message : `${message}.`;
}

/** UTC, as everywhere in the program. */
export function clockTime(at: number): string {
	return new Date(at).toISOString().slice(11, 19);
}
