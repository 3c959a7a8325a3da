import {formatValue} from '../basics/format-value.ts';
import type {Finding, FindingEvidence} from '../protocol/findings.ts';
import type {JobDetail} from '../protocol/jobs.ts';
import type {Glyphs} from './glyphs.ts';

/** The result of a finished run as lines: what was examined, then each finding with what to do and its evidence. */
export function jobText(job: JobDetail, glyphs: Glyphs): string {
	const examined = job.examined === null ? 'nothing examined' : `${job.examined.count} ${job.examined.what} examined`;
	const head = [job.agent, job.state, job.summary ?? examined].join(glyphs.separator);
	return [
		head,
		...(job.error === null ? [] : [`${glyphs.status.critical} ${job.error}`]),
		...job.found.flatMap((finding) => findingLines(finding, glyphs)),
	].join('\n');
}

function findingLines(finding: Finding, glyphs: Glyphs): string[] {
	const mark = glyphs.status[finding.severity === 'info' ? 'good' : finding.severity];
	const place = finding.file === undefined ? '' : ` (${finding.file}${finding.line === undefined ? '' : `:${finding.line}`})`;
	return [
		'',
		`${mark} ${finding.title}${place}`,
		...(finding.advice === undefined ? [] : [`    ${finding.advice}`]),
		...withoutRepeats(finding).map((one) => `    ${evidenceText(one, glyphs)}`),
	];
}

function evidenceText({label, detail, value, unit}: FindingEvidence, glyphs: Glyphs): string {
	return [label, ...(value === undefined ? [] : [formatValue(value, unit ?? '')]), ...(detail === undefined ? [] : [detail])].join(
		glyphs.separator,
	);
}

/** Evidence may prove what title and advice have said in the same sentence already. Labels, such as lines of code, and values stay. */
function withoutRepeats({title, advice, evidence}: Finding): FindingEvidence[] {
	const said = new Set([title, advice ?? ''].flatMap((text) => sentencesOf(text).map(bare)));
	return evidence.flatMap((one) => {
		if (one.detail === undefined) return [one];
		const sentences = sentencesOf(one.detail);
		const fresh = sentences.filter((sentence) => !said.has(bare(sentence)));
		if (fresh.length === sentences.length) return [one];
		const {detail: _, ...rest} = one;
		if (fresh.length > 0) return [{...rest, detail: bare(fresh.join(' '))}];
		return one.value === undefined ? [] : [rest];
	});
}

function sentencesOf(text: string): string[] {
	return text.split(/(?<=[.;])\s+/u);
}

/** Without the sign that ends it, for two that differ only there are the same. */
function bare(sentence: string): string {
	return sentence.trim().replace(/[.;]$/u, '');
}
