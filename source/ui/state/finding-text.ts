import {formatValue} from '../../basics/format-value.ts';
import type {Finding, FindingEvidence} from '../../protocol/findings.ts';

/** A finding as plain text for a chat, an issue or an editor: all that is known of it, and code as it is to be pasted. */
export function findingText(finding: Finding): string {
	const parts = [
		[finding.title, findingPlace(finding)].filter((line) => line !== '').join('\n'),
		finding.advice ?? '',
		finding.evidence.map(evidenceText).join('\n'),
	];
	return parts.filter((part) => part !== '').join('\n\n');
}

function evidenceText(one: FindingEvidence): string {
	const value = one.value === undefined ? '' : formatValue(one.value, one.unit ?? '');
	// Only what stands beside its label has a separator: a line of code stays as it is.
	return [one.label, one.detail ?? '', value, findingPlace(one)].filter((part) => part !== '').join(' · ');
}

/** `source/orders.ts:41`, or nothing. */
export function findingPlace({file, line}: {file?: string | undefined; line?: number | undefined}): string {
	if (file === undefined) return '';
	return line === undefined ? file : `${file}:${line}`;
}
