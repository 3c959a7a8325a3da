import type {ApiPathsReport, PathFinding} from '../report.ts';

/** What a finding is about, without the line: the same fault has the same subject after code above it came or went. */
export interface Subject {
	rule: string;
	file: string;
	method: string | null;
	path: string | null;
	/** Only where there is no path to tell findings apart. */
	message: string | null;
}

/** The subject of each finding: as it says itself, else that of the call or route in its line. */
export function subjectsOf(report: Pick<ApiPathsReport, 'calls' | 'routes'>, findings: readonly PathFinding[]): Subject[] {
	const placesAsked = new Set(findings.filter(({path}) => typeof path !== 'string').map(placeOf));
	const places = new Map<string, Here[]>();
	for (const each of placesAsked.size === 0 ? [] : [...report.calls, ...report.routes]) {
		const place = placeOf(each);
		if (placesAsked.has(place)) places.set(place, [...(places.get(place) ?? []), each]);
	}
	return findings.map((finding) => subjectOf(finding, places.get(placeOf(finding)) ?? []));
}

/** A call or a route of a line. */
interface Here {
	method: string | null;
	path: string;
	verdict?: string;
}

const placeOf = ({file, line}: {file: string; line: number}): string => `${file}:${line}`;

function subjectOf(finding: PathFinding, here: readonly Here[]): Subject {
	const {rule, file} = finding;
	if (typeof finding.path === 'string') return {rule, file, method: finding.method ?? null, path: finding.path, message: null};
	const found =
		here.find(({verdict}) => verdict === rule) ?? (here.length === 1 ? here[0] : here.find(({path}) => finding.message.includes(path)));
	if (found !== undefined) return {rule, file, method: found.method, path: found.path, message: null};
	return {rule, file, method: null, path: null, message: withoutLines(finding.message)};
}

/** `server/app.js:12` says another line next week. */
function withoutLines(message: string): string {
	return message.replaceAll(/:\d+(?::\d+)?\b/g, '');
}

/** One text for one subject. */
export function keyOfSubject({rule, file, method, path, message}: Subject): string {
	return [rule, file, method ?? '', path ?? '', message ?? ''].join('\n');
}
