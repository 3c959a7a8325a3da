import {wrapWords} from '../components/fit.ts';
import {boxed, type Line, say} from '../components/line.ts';
import {freshness, link, readingAge} from '../state/select.ts';
import type {Frame} from './frame.ts';
import {isBroken} from './header.ts';
import {clockText, oldText} from './words.ts';

/** What must be known before any number below is read: is it old, is something missing. The most important first. */
export function notices(frame: Frame, most: number): Line[] {
	const all = [...linkNotices(frame), ...warningNotices(frame)];
	if (all.length <= most) return all;
	const last: Line = [...boxed(all[most - 1] ?? [], frame.columns - 9), say(` +${all.length - most} more`, 'dim')];
	return [...all.slice(0, most - 1), last];
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
		const when = clockText(model.now - (readingAge(model) ?? 0));
		const reason: Line[] = detail === null ? [] : [[say('  '), say(detail, 'dim')]];
		return [
			[
				say(`${theme.glyphs.severity.warning} `, 'severity.warning'),
				say(`was ${model.reading.report.overall.status} at ${when}`, 'strong'),
				say(' · everything below is from then', 'dim'),
			],
			...reason,
		];
	}
	if (kind !== 'stale' || ageMs === null) return [];
	return [
		[
			say(`${theme.glyphs.status.stale} `, 'status.warning'),
			say(`these numbers are ${oldText(ageMs)}`, 'strong'),
			say(detail === null ? '' : ` · ${detail}`, 'dim'),
		],
	];
}

/** A warning that must be understood is worth a second line. */
function warningNotices({model, theme, columns, rows}: Frame): Line[] {
	const warnings = model.reading?.report.warnings ?? [];
	return warnings.flatMap((warning) => {
		const lines = wrapWords(warning, Math.max(10, columns - 3), {most: rows >= 20 ? 2 : 1, ellipsis: theme.glyphs.ellipsis});
		return lines.map((line, index): Line => [say(index === 0 ? `${theme.glyphs.severity.warning} ` : '  ', 'severity.warning'), say(line)]);
	});
}
