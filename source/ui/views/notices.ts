import {say, type Line} from '../components/line.ts';
import {freshness, link} from '../state/select.ts';
import type {Frame} from './frame.ts';
import {isBroken} from './header.ts';
import {clockText, oldText, plural} from './words.ts';

/** What must be known before any number below is read: is it old, is something missing. The most important first. */
export function notices(frame: Frame): Line[] {
	return [...linkNotices(frame), ...warningNotices(frame)];
}

/** Are the numbers so old that their colours would claim too much? */
export function isFaded({model}: Frame): boolean {
	return model.reading !== null && (isBroken(link(model).kind) || freshness(model) === 'dead');
}

function linkNotices(frame: Frame): Line[] {
	const {model, theme} = frame;
	const {kind, detail, ageMs} = link(model);
	if (model.reading === null || model.readingAt === null) return [];
	if (isBroken(kind) || freshness(model) === 'dead') {
		const when = clockText(model.readingAt);
		const reason: Line[] = detail === null ? [] : [[say('  '), say(detail, 'dim')]];
		return [[say(`${theme.glyphs.severity.warning} `, 'severity.warning'), say(`was good at ${when}`, 'strong'), say(' · everything below is from then', 'dim')], ...reason];
	}
	if (kind !== 'stale' || ageMs === null) return [];
	return [[say(`${theme.glyphs.status.stale} `, 'status.warning'), say(`these numbers are ${oldText(ageMs)}`, 'strong'), say(detail === null ? '' : ` · ${detail}`, 'dim')]];
}

function warningNotices({model, theme}: Frame): Line[] {
	const [first, ...more] = model.reading?.report.warnings ?? [];
	if (first === undefined) return [];
	const rest = more.length === 0 ? '' : ` (and ${plural(more.length, 'more warning')}: see the log)`;
	return [[say(`${theme.glyphs.severity.warning} `, 'severity.warning'), {...say(first), grow: true}, say(rest, 'dim')]];
}
