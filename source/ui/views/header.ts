import {formatValue} from '../../basics/format-value.ts';
import type {HealthReport, Category} from '../../protocol/report.ts';
import type {Status} from '../../protocol/vocabulary.ts';
import {truncate} from '../components/fit.ts';
import {firstThatFits, type Line, say, spring} from '../components/line.ts';
import {steady} from '../components/steady.ts';
import type {Model} from '../state/model.ts';
import {ageText, link, type Link} from '../state/select.ts';
import type {Theme, Tone} from '../theme.ts';
import type {Frame} from './frame.ts';
import {oldText, scoreText, shortBadge, statusTone} from './words.ts';

/** Who is watched, how healthy that is, and how far the screen can be believed. The age of the data is the last to go when the line gets narrow. */
export function header({model, theme, columns}: Frame): Line {
	const left = leftParts(model, theme, columns);
	const right = linkLines(model, theme);
	const pairs = [
		[0, 0],
		[1, 0],
		[1, 1],
		[2, 1],
		[2, 2],
		[3, 2],
	] as const;
	const at = (lines: readonly Line[], index: number) => lines[Math.min(index, lines.length - 1)] ?? [];
	const lines = pairs.map(([l, r]): Line => [say(' '), ...at(left, l), say('  '), spring, ...at(right, r), say(' ')]);
	return firstThatFits(lines, columns);
}

/** The name and, off the overview, the state of health; then the address; the shorter ones leave out from the back. */
function leftParts(model: Model, theme: Theme, columns: number): Line[] {
	const most = Math.max(8, Math.floor(columns / 4));
	const report = model.reading?.report;
	const address = model.target.embedded ? 'this project' : model.target.url.replace(/\/$/, '');
	const lock: Line = model.readOnly ? [say(' · read-only', 'dim')] : [];
	if (report === undefined)
		return [[say(address, 'strong'), ...lock], [say(address, 'strong')], [say(truncate(address, most, theme.glyphs.ellipsis), 'strong')]];
	const name = say(truncate(steady(report.service.name), most, theme.glyphs.ellipsis), 'strong');
	if (model.place.view === 'overview') return [[name, say(` · ${address}`, 'dim'), ...lock], [name, ...lock], [name]];
	const health = healthParts(report, theme);
	return [
		[name, say(' · ', 'dim'), ...health, say(` · ${address}`, 'dim'), ...lock],
		[name, say(' · ', 'dim'), ...health, ...lock],
		health,
		worstPart(report, theme),
	];
}

/** `● 82 good · ▲ 62 Database`. */
function healthParts(report: HealthReport, theme: Theme): Line {
	const {overall} = report;
	return [
		shortBadge(overall, theme),
		say(` ${overall.status}`, statusTone(overall.status)),
		say(' · ', 'dim'),
		...worstPart(report, theme),
	];
}

/** Ours are shorter; one from another server must not push the link off the line. */
const longestTitle = 14;

/** `▲ 62 Database`. */
export function worstPart(report: HealthReport, theme: Theme): Line {
	const worst = worstCategory(report);
	if (worst === null) return [shortBadge(report.overall, theme)];
	return [shortBadge(worst, theme), say(` ${truncate(steady(worst.title), longestTitle, theme.glyphs.ellipsis)}`)];
}

/** The category in the worst state: critical before warning before what is not known; among equals the lowest score. */
export function worstCategory(report: HealthReport): Category | null {
	return report.categories.toSorted((a, b) => badness(b.status) - badness(a.status) || (a.score ?? 101) - (b.score ?? 101))[0] ?? null;
}

/** Not knowing is worse than good and better than trouble. */
export function badness(status: Status): number {
	return {critical: 5, warning: 4, stale: 3, unknown: 2, good: 1, excellent: 0}[status];
}

/** The link in words, longest first. */
export function linkLines(model: Model, theme: Theme): Line[] {
	const state = link(model);
	const tone = linkTone(state.kind);
	return linkTexts(state, model).map((text) => [say(`${linkGlyph(state.kind, theme)} ${text}`, tone)]);
}

function linkTexts(state: Link, model: Model): string[] {
	const age = state.ageMs === null ? null : oldText(state.ageMs);
	switch (state.kind) {
		case 'connecting':
			return [`connecting${forText(state)}`, 'connecting'];
		case 'live':
			return [`live · ${age} · every ${formatValue(model.intervalMs, 'ms')}`, `live · ${age}`, `${age}`];
		case 'paused':
			return [`paused · ${age ?? 'no data yet'}`, `paused${age === null ? '' : ` · ${age}`}`, age ?? 'paused'];
		case 'stale':
			return [`stale · ${age} · every ${formatValue(model.intervalMs, 'ms')}`, `stale · ${age}`, `${age}`];
		case 'unreachable':
			return troubleTexts('no answer', 'away', state, model);
		case 'refused':
			return troubleTexts(`refused${model.poll?.kind === 'refused' ? ` with ${model.poll.status}` : ''}`, 'refused', state, model);
		case 'unreadable':
			return troubleTexts('unreadable answer', 'unreadable', state, model);
	}
}

function troubleTexts(what: string, short: string, state: Link, model: Model): string[] {
	const since = forText(state);
	return [`${what}${since} · ${nextTry(model)}`, `${what}${since}`, `${short}${since.replace(' for', '')}`];
}

function forText({forMs}: Link): string {
	return forMs === 0 ? '' : ` for ${ageText(forMs)}`;
}

/** In the coarse steps of ages, and never a countdown of seconds: each step is a drawn frame. */
function nextTry({polling, nextPollAt, now, paused}: Model): string {
	if (paused) return 'paused';
	if (polling) return 'trying again';
	if (nextPollAt === null) return 'not trying';
	const wait = ageText(nextPollAt - now);
	return wait === 'now' ? 'trying again' : `trying again in ${wait}`;
}

/** May the numbers no longer be read as now, because the server cannot be asked? */
export function isBroken(kind: Link['kind']): boolean {
	return kind === 'unreachable' || kind === 'refused' || kind === 'unreadable';
}

function linkTone(kind: Link['kind']): Tone {
	if (isBroken(kind)) return 'status.critical';
	if (kind === 'live') return 'done';
	return kind === 'stale' ? 'status.warning' : 'accent';
}

function linkGlyph(kind: Link['kind'], {glyphs}: Theme): string {
	if (isBroken(kind)) return glyphs.severity.critical;
	return kind === 'live' ? glyphs.severity.info : glyphs.status.stale;
}

/** `82 good`, for the smallest screens. */
export function overallText(report: HealthReport, theme: Theme): string {
	const {score, status} = report.overall;
	return score === null ? status : `${scoreText(score, theme)} ${status}`;
}
