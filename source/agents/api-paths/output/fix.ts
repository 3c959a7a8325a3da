import {parseNodes} from '../code/syntax-nodes.ts';
import {scriptsOf} from '../code/script-blocks.ts';
import type {ApiPathsReport, ReportedCall} from '../report.ts';
import {methodEdits, prefixEdits, sitesAt, type Edit} from './fix-edits.ts';

/** A change that makes one call right. */
export interface Fix extends Edit {
	file: string;
	line: number;
	/** What it was and what it becomes: `GET /apis/users → GET /api/users`. */
	what: string;
}

export interface FixPlan {
	fixes: Fix[];
	/** Calls with one way to make them right that is not written in their line, such as a prefix that a wrapper adds. */
	byHand: {file: string; line: number; what: string}[];
}

/**
 * Plans the changes that are certain: of open findings whose call has one suggestion that a change of method or prefix alone fulfils, and where one
 * place in the line of the call says it. Reads no file itself and writes none.
 */
export function planFixes(report: ApiPathsReport, readText: (file: string) => string | undefined): FixPlan {
	const open = new Set(report.findings.map(({rule, file, line}) => `${rule} ${file}:${line}`));
	const plan: FixPlan = {fixes: [], byHand: []};
	for (const call of report.calls) {
		const [suggestion, ...others] = call.suggestions.filter(({fix}) => fix !== null && fix !== undefined);
		if (suggestion === undefined || others.length > 0 || !open.has(`${call.verdict} ${call.file}:${call.line}`)) continue;
		const {file, line} = call;
		const what = `${call.method ?? '?'} ${call.path} → ${suggestion.method} ${suggestion.path}`;
		const edit = editFor(call, suggestion, readText(file));
		if (edit === undefined) plan.byHand.push({file, line, what});
		else if (!plan.fixes.some((fix) => fix.file === file && fix.start === edit.start)) plan.fixes.push({...edit, file, line, what});
	}
	return plan;
}

function editFor(call: ReportedCall, suggestion: ReportedCall['suggestions'][number], text: string | undefined): Edit | undefined {
	if (text === undefined) return undefined;
	const scripts = scriptsOf(call.file, text);
	const sites = sitesAt(parseNodes(scripts.text, scripts.dialect), text, call.line);
	const edits =
		suggestion.fix === 'method'
			? methodEdits(sites, call.method ?? '', suggestion.method)
			: prefixEdits(sites, text, call.path, suggestion.path);
	return edits.length === 1 ? edits[0] : undefined;
}

/** The text of a file with its changes made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
	return edits
		.toSorted((a, b) => b.start - a.start)
		.reduce((done, {start, end, text: put}) => `${done.slice(0, start)}${put}${done.slice(end)}`, text);
}
