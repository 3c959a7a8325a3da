import type {Finding} from '../../protocol/findings.ts';
import type {Severity} from '../../protocol/vocabulary.ts';
import {excerpt, mediaType, readBody} from './answer.ts';
import type {Answer, AnsweredRequest, Body, History, Observation, RouteMemory} from './answer.ts';
import {findAllZero, findBrokenValue, findEmpty, findFailure, findPlaceholder, readContents} from './content.ts';
import type {ContentFault} from './content.ts';
import {isApiPath, isDocumentation} from './routes.ts';
import {fewestRuns, findingOf, slowExtraMs, slowFactor} from './rules.ts';
import type {Rule, Told} from './rules.ts';

/** What is known of one route after a run; `unexamined` says why nothing can be said of it. */
export type Verdict = {kind: 'fine'} | {kind: 'unexamined'; reason: string} | {kind: 'faulty'; findings: Finding[]};

/** Judges every route asked. Pure; `missing` is the answer for a path that certainly does not exist. */
export function judgeAnswers(observations: readonly Observation[], missing: Answer | undefined): Map<string, Verdict> {
	const verdicts = new Map(observations.map((observation) => [observation.candidate.path, judgeAnswer(observation, missing)]));
	for (const path of redirectLoops(observations)) {
		const observation = observations.find((one) => one.candidate.path === path)!;
		verdicts.set(
			path,
			faulty(observation, 'redirect-loop', {detail: `leads back to itself through ${excerpt(locationOf(observation) ?? '')}`}),
		);
	}
	return verdicts;
}

/** Is a time out of line with the route's own history? False while the history is too short to say. */
export function isSlow(durationMs: number, {runs, p95Ms}: History): boolean {
	return runs >= fewestRuns && p95Ms !== null && durationMs > slowFactor * p95Ms && durationMs - p95Ms > slowExtraMs;
}

/** What to keep of an answer for the next runs: a route that once held data is known to. */
export function remember(answer: Answer, before: RouteMemory | undefined): RouteMemory | undefined {
	if (answer.kind !== 'answered' || answer.status < 200 || answer.status > 299) return before;
	const body = readBody(answer);
	if (body.kind === 'json') {
		const {filled, nonZero} = readContents(body.value);
		return {kind: 'json', filled: filled || before?.filled === true, nonZero: nonZero || before?.nonZero === true};
	}
	if (before !== undefined) return before;
	return body.kind === 'html' || body.kind === 'text'
		? {kind: body.kind === 'html' ? 'html' : 'other', filled: true, nonZero: false}
		: undefined;
}

const fine: Verdict = {kind: 'fine'};
const unexamined = (reason: string): Verdict => ({kind: 'unexamined', reason});

function judgeAnswer(observation: Observation, missing: Answer | undefined): Verdict {
	const {answer} = observation;
	switch (answer.kind) {
		case 'stream':
			return unexamined('an endless stream');
		case 'broken':
			return faulty(observation, 'broken-answer', {detail: answer.why});
		case 'timed-out':
			return judgeTimeout(observation, answer);
		case 'answered':
			return answer.status < 300 ? judgeSuccess(observation, answer, missing) : judgeStatus(observation, answer);
	}
}

/** A route whose own usual time is near the time limit says nothing by passing it. */
function judgeTimeout(observation: Observation, answer: Answer & {kind: 'timed-out'}): Verdict {
	const {p95Ms, runs} = observation.history;
	if (p95Ms !== null && p95Ms * slowFactor > answer.afterMs) return unexamined('usually about as slow as the time limit');
	const detail = answer.phase === 'headers' ? 'no answer' : `the body did not end (${answer.bytes} bytes so far)`;
	return faulty(observation, 'no-answer', {
		severity: runs >= fewestRuns ? 'critical' : 'warning',
		detail,
		value: answer.afterMs,
		unit: 'ms',
	});
}

function judgeStatus(observation: Observation, answer: AnsweredRequest): Verdict {
	const {status} = answer;
	if (status >= 500) return faulty(observation, 'server-error', {});
	if (status === 401 || status === 403 || status === 407) return unexamined('needs a session');
	if (status === 429) return unexamined('rate limited');
	if (status === 400 || status === 406 || status === 412 || status === 422 || status === 428) return unexamined('needs input');
	if (status === 404 || status === 405 || status === 410) return judgeGone(observation);
	if (status < 400) return judgeRedirect(answer);
	return unexamined(`answers ${status}`);
}

/** Scanners ask every service for routes it never had: only a route that somebody can expect to answer is missed. */
function judgeGone(observation: Observation): Verdict {
	const {candidate, history, memory} = observation;
	const once = memory !== undefined || history.runs > 0 || candidate.from === 'given' || candidate.answered !== 0;
	return once ? faulty(observation, 'gone', {detail: whyExpected(observation)}) : unexamined('never answered with anything');
}

function whyExpected({candidate, history}: Observation): string {
	if (history.runs > 0) return `answered in ${history.runs} former ${history.runs === 1 ? 'run' : 'runs'}`;
	if (candidate.from === 'given') return 'listed in the options of this agent';
	if (candidate.answered !== undefined && candidate.answered > 0) return `answered ${candidate.answered} requests of the service's traffic`;
	return `asked for by ${candidate.count} requests of the service's traffic`;
}

function judgeRedirect(answer: AnsweredRequest): Verdict {
	const toLogin = /log-?in|sign-?in|\/auth|\/sso|\/session/iu.test(answer.location ?? '');
	return toLogin ? unexamined('needs a session') : unexamined('redirects elsewhere');
}

function judgeSuccess(observation: Observation, answer: AnsweredRequest, missing: Answer | undefined): Verdict {
	const body = readBody(answer);
	const found = [judgeForm(observation, answer, body, missing) ?? judgeContent(observation, answer, body), judgeTime(observation, answer)];
	const findings = found.filter((finding) => finding !== undefined);
	if (findings.length > 0) return {kind: 'faulty', findings};
	return body.kind === 'unread' ? unexamined(body.why) : fine;
}

/** Content type against body: is it the kind of answer that callers of this path expect? */
function judgeForm(observation: Observation, answer: AnsweredRequest, body: Body, missing: Answer | undefined): Finding | undefined {
	const {path} = observation.candidate;
	const expectsData = (isApiPath(path) && !isDocumentation(path)) || observation.memory?.kind === 'json';
	if ((expectsData || isApiPath(path)) && sameAsMissing(answer, path, missing)) {
		return findingOf(observation, 'fallback', {detail: 'the same answer as for a path that does not exist'});
	}
	if (body.kind === 'bad-json') return findingOf(observation, 'not-json', {detail: body.why});
	if (!expectsData) return undefined;
	if (body.kind === 'html') return findingOf(observation, 'html', {});
	if (body.kind === 'json' && mediaType(answer.contentType) === 'text/html') return findingOf(observation, 'wrong-type', {});
	return undefined;
}

function judgeContent(observation: Observation, answer: AnsweredRequest, body: Body): Finding | undefined {
	const fault = contentFault(observation, answer, body);
	return (
		fault &&
		findingOf(observation, fault.rule, {detail: excerpt(fault.detail), ...(fault.severity === undefined ? {} : {severity: fault.severity})})
	);
}

function contentFault(
	{candidate, memory}: Observation,
	answer: AnsweredRequest,
	body: Body,
): (ContentFault & {severity?: Severity}) | undefined {
	switch (body.kind) {
		case 'empty':
			return isApiPath(candidate.path) && answer.status === 200
				? lost({rule: 'empty-answer', detail: 'the body has no bytes'}, true)
				: undefined;
		case 'text':
			return findPlaceholder([{path: '$', key: '', value: body.text}]) ?? findBrokenValue([{path: '$', key: '', value: body.text}]);
		case 'json': {
			const contents = readContents(body.value);
			return (
				findFailure(body.value) ??
				findPlaceholder(contents.leaves) ??
				findBrokenValue(contents.leaves) ??
				lost(findEmpty(body.value), memory?.filled === true) ??
				lost(findAllZero(body.value, contents), memory?.nonZero === true)
			);
		}
		case 'bad-json':
		case 'html':
		case 'unread':
			return undefined;
	}
}

/** An answer without content may be right; it is a fault to worry about once the same route is known to have held more. */
function lost(fault: ContentFault | undefined, heldMore: boolean): (ContentFault & {severity: Severity}) | undefined {
	return fault && {...fault, severity: heldMore ? 'warning' : 'info'};
}

function judgeTime(observation: Observation, answer: AnsweredRequest): Finding | undefined {
	if (!isSlow(answer.durationMs, observation.history)) return undefined;
	const asked = answer.asked > 1 ? `, the fastest of ${answer.asked}` : '';
	return findingOf(observation, 'slow', {detail: `${Math.round(answer.durationMs)} ms${asked}`});
}

/** A catch-all gives the same page for every path; what differs from path to path (the path itself, nonces, counters) is left out of the comparison. */
function sameAsMissing(answer: AnsweredRequest, path: string, missing: Answer | undefined): boolean {
	if (missing?.kind !== 'answered' || missing.status >= 300 || path === '/') return false;
	if (mediaType(answer.contentType) !== mediaType(missing.contentType) || answer.body.trim() === '') return false;
	return bodyShape(answer.body, path) === bodyShape(missing.body, missingPath(missing));
}

function bodyShape(body: string, path: string): string {
	return body
		.replaceAll(path, '')
		.replaceAll(/[\da-f]{8,}|\d+|nonce="[^"]*"/giu, '#')
		.replaceAll(/\s+/gu, ' ');
}

/** The certainly missing path is recognised by its mark, whatever its random part. */
function missingPath(missing: AnsweredRequest): string {
	return /\/esa-health-missing-\w+/u.exec(missing.body)?.[0] ?? '\u0000';
}

/** Routes that redirect to themselves, directly or through other routes asked. */
function redirectLoops(observations: readonly Observation[]): string[] {
	const next = new Map(observations.map((observation) => [observation.candidate.path, locationOf(observation)]));
	return [...next.keys()].filter((start) => {
		const seen = new Set<string>();
		let at = next.get(start);
		while (at !== undefined && at !== start && !seen.has(at)) {
			seen.add(at);
			at = next.get(at);
		}
		return at === start;
	});
}

/** Where a redirect leads, as a path of the same service; undefined for everything else. A query makes it another request. */
function locationOf({answer, candidate}: Observation): string | undefined {
	if (answer.kind !== 'answered' || answer.status < 300 || answer.status > 399 || answer.location === null) return undefined;
	const base = 'http://service.invalid';
	const url = URL.parse(answer.location, `${base}${candidate.path}`);
	if (url === null || url.origin !== base || url.search !== '') return undefined;
	return url.pathname;
}

function faulty(observation: Observation, rule: Rule, told: Told): Verdict {
	return {kind: 'faulty', findings: [findingOf(observation, rule, told)]};
}
