import {createHash} from 'node:crypto';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {version} from '../../../basics/version.ts';
import type {ApiPathsReport, PathFinding} from '../report.ts';
import {textOfRule} from './rules.ts';
import {keyOfSubject, subjectsOf} from './subject.ts';

type Accepted = NonNullable<ApiPathsReport['accepted']>[number];

/** The report as SARIF 2.1.0. With a baseline every result says whether it is new; accepted findings are there as suppressed, with the reason. */
export function pathsSarif(report: ApiPathsReport, hasBaseline: boolean): object {
	const accepted = report.accepted ?? [];
	const found = [
		...report.findings.map((finding) => ({finding, accepted: null})),
		...accepted.map((each) => ({finding: each.finding, accepted: each})),
	];
	const ruleIds = [...new Set(found.map(({finding}) => finding.rule))].toSorted();
	const prints = fingerprints(
		report,
		found.map(({finding}) => finding),
	);
	return {
		$schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {driver: {name: 'esa-health', ...(/^\d/.test(version) && {version, semanticVersion: version}), rules: ruleIds.map(ruleOf)}},
				automationDetails: {id: 'esa-health/api-paths/'},
				invocations: [{executionSuccessful: true, toolExecutionNotifications: notifications(report)}],
				originalUriBaseIds: {SRCROOT: {uri: `${pathToFileURL(path.resolve(report.root)).href.replace(/\/$/, '')}/`}},
				columnKind: 'utf16CodeUnits',
				results: found.map(({finding, accepted: by}, index) => resultOf(finding, by, ruleIds, prints[index] ?? '', hasBaseline)),
				properties: {summary: report.summary},
			},
		],
	};
}

function ruleOf(id: string): object {
	const {title, help} = textOfRule(id);
	return {
		id,
		name: id.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
		shortDescription: {text: `${title}.`},
		fullDescription: {text: help},
		help: {text: help},
		properties: {tags: ['api', 'correctness']},
	};
}

const levels = {critical: 'error', warning: 'warning', info: 'note'} as const;

function resultOf(
	finding: PathFinding,
	accepted: Accepted | null,
	ruleIds: readonly string[],
	print: string,
	hasBaseline: boolean,
): object {
	const {rule, severity, message, file, line, related} = finding;
	const state = accepted?.by === 'baseline' ? 'unchanged' : 'new';
	return {
		ruleId: rule,
		ruleIndex: ruleIds.indexOf(rule),
		level: levels[severity],
		message: {text: message},
		locations: [locationOf(file, line)],
		...(related.length > 0 && {relatedLocations: related.map((each, index) => ({id: index + 1, ...locationOf(each.file, each.line)}))}),
		partialFingerprints: {'subject/v1': print},
		...(hasBaseline && {baselineState: state}),
		...(accepted !== null && {suppressions: [{kind: 'external', status: 'accepted', justification: accepted.reason}]}),
		properties: {severity},
	};
}

function locationOf(file: string, line: number): object {
	return {physicalLocation: {artifactLocation: artifactOf(file), region: {startLine: line}}};
}

function artifactOf(file: string): object {
	return {uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT'};
}

/** Files that were not analysed: whoever reads the results must not take silence about them for health. */
function notifications({unanalysed, stale = []}: ApiPathsReport): object[] {
	return [
		...unanalysed.map(({file, reason}) => ({
			level: 'note',
			message: {text: `Not analysed: ${reason}`},
			locations: [{physicalLocation: {artifactLocation: artifactOf(file)}}],
		})),
		...stale.map((sentence) => ({level: 'error', message: {text: sentence}})),
	];
}

/** What a finding is about and which of several alike it is, without its line: code above it may come and go. */
function fingerprints(report: ApiPathsReport, findings: readonly PathFinding[]): string[] {
	const seen = new Map<string, number>();
	return subjectsOf(report, findings).map((subject) => {
		const key = keyOfSubject(subject);
		const nth = (seen.get(key) ?? 0) + 1;
		seen.set(key, nth);
		return createHash('sha256').update(`${key}\n${nth}`).digest('hex').slice(0, 32);
	});
}
