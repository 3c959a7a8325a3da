import type {Category, HealthReport, ScorePart} from '../../protocol/report.ts';
import {type Line, say} from '../components/line.ts';
import {type Column, table} from '../components/table.ts';
import {sinceServer} from '../state/select.ts';
import type {Frame} from './frame.ts';
import {givesText, ledgerLines} from './ledger.ts';
import {emptyLines, title} from './title.ts';
import {forText, sentence, shortBadge, statusTone} from './words.ts';

/** What every category gives to the overall score, and what a rule takes away. */
export function whyOverall(report: HealthReport, frame: Frame): Line[] {
	const {overall} = report;
	const {model, theme, rows} = frame;
	const since = overall.since === null || overall.status === 'unknown' ? '' : ` ${forText(sinceServer(model, overall.since))}`;
	const about: Line = [shortBadge(overall, theme), say(` ${overall.status}`, statusTone(overall.status)), say(since, 'dim')];
	const head = title('Why Overall', about, {}, frame);
	const parts = overall.parts ?? [];
	if (overall.score === null || parts.length === 0) return [head, ...emptyLines('why', noSum(report), frame)].slice(0, rows);
	const sum = ledgerLines({name: 'Overall', score: overall.score, status: overall.status, parts}, frame);
	const list = table({
		columns: columnsOf(parts, frame),
		rows: report.categories,
		cursor: -1,
		width: Math.min(frame.columns, 110),
		height: Math.min(report.categories.length + 1, Math.max(2, rows - 1 - sum.length)),
		theme,
	});
	return [head, ...list.lines, ...sum].slice(0, rows);
}

function noSum({overall}: HealthReport): string {
	return sentence(overall.reason ?? '') || 'The server does not tell what this score was made of.';
}

function columnsOf(parts: readonly ScorePart[], {theme}: Frame): Column<Category>[] {
	const shareOf = (id: string) => parts.find((part) => part.kind === 'share' && part.id === id)?.share ?? null;
	return [
		{title: 'category', width: 14, priority: 1, cell: (category) => say(category.title)},
		{title: 'score', width: 7, align: 'right', priority: 1, cell: (category) => ({...shortBadge(category, theme)})},
		{
			title: 'counts for',
			width: 10,
			align: 'right',
			priority: 2,
			cell: ({id}) => {
				const share = shareOf(id);
				return say(share === null ? theme.glyphs.none : `${(share * 100).toFixed(1)} %`, 'dim');
			},
		},
		{title: 'gives', width: 6, align: 'right', priority: 1, cell: ({id}) => say(givesText(id, parts, theme), 'strong')},
		{title: '', width: 'grow', least: 10, priority: 3, cell: ({reason}) => say(reason ?? '', 'dim')},
	];
}
