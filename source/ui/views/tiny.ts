import {firstThatFits, type Line, naturalWidth, say} from '../components/line.ts';
import type {Place} from '../state/model.ts';
import {link} from '../state/select.ts';
import {connecting} from './connecting.ts';
import {footer} from './footer.ts';
import type {Frame, View} from './frame.ts';
import {isBroken, linkLines, overallText, worstCategory, worstPart} from './header.ts';
import {firstAction} from './overview.ts';
import {scoreText, statusTone} from './words.ts';

/** For a terminal of a few lines: the worst, the age, the way out; what is left goes to the view. */
export function tiny(view: View, frame: Frame): Line[] {
	const {rows, columns} = frame;
	const head = [worstLine(frame), ageLine(frame)].slice(0, Math.max(1, rows - 1));
	const room = Math.max(0, rows - head.length - 1);
	const body = room === 0 ? [] : bodyLines(view, {...frame, rows: room});
	return [
		...head,
		...body.slice(0, room),
		...Array.from({length: Math.max(0, room - body.length)}, (): Line => []),
		footer({...frame, columns: columns - 1}),
	];
}

function worstLine({model, theme, columns, rows}: Frame): Line {
	const report = model.reading?.report;
	if (report === undefined) return linkLines(model, theme)[0] ?? [];
	const worst = worstPart(report, theme);
	if (rows > 2) return worst;
	return firstThatFits(
		[[...worst, say(' · ', 'dim'), ...(linkLines(model, theme).at(-1) ?? [])], [...(linkLines(model, theme).at(-1) ?? [])]],
		columns,
	);
}

function ageLine({model, theme, columns}: Frame): Line {
	const report = model.reading?.report;
	if (report === undefined) return [say(model.target.embedded ? 'this project' : model.target.url, 'dim')];
	const {kind} = link(model);
	const overall = say(overallText(report, theme), isBroken(kind) ? 'status.stale' : statusTone(report.overall.status));
	const links = linkLines(model, theme);
	return firstThatFits([...links.map((line): Line => [overall, say(' · ', 'dim'), ...line]), links.at(-1) ?? []], columns);
}

function bodyLines(view: View, frame: Frame): Line[] {
	if (frame.model.reading === null)
		return connecting({...frame, rows: 12})
			.slice(3)
			.filter((line) => line.length > 0);
	if (frame.model.overlay.kind !== 'none') return view(frame);
	if (frame.model.place.view === 'overview') return summaryLines(frame);
	const heads = headsOf[frame.model.place.view];
	return view({...frame, rows: frame.rows + heads}).slice(heads);
}

/** How many lines of a view are headings, which a few rows cannot afford. */
const headsOf: Record<Exclude<Place['view'], 'overview'>, number> = {
	agents: 2,
	jobs: 2,
	findings: 2,
	trends: 2,
	log: 2,
	why: 2,
	job: 0,
	finding: 1,
};

/** The other categories in as few cells as possible, then what to do first. */
function summaryLines(frame: Frame): Line[] {
	const {model, theme, columns, rows} = frame;
	const report = model.reading?.report;
	const worst = report === undefined ? null : worstCategory(report);
	const items = (report?.categories ?? [])
		.filter((category) => category !== worst)
		.map((category): Line => {
			const name = category.title.length > 8 ? category.title.slice(0, 4) : category.title;
			return [
				say(`${name} `),
				say(
					theme.glyphs.status[category.status] + (category.score === null ? '' : scoreText(category.score, theme)),
					statusTone(category.status),
				),
			];
		});
	const action = firstAction(frame);
	const room = Math.max(1, rows - (action === null ? 0 : 1));
	return [...flow(items, columns).slice(0, room), ...(action === null ? [] : [action])].slice(0, rows);
}

function flow(items: readonly Line[], columns: number): Line[] {
	const lines: Line[] = [];
	for (const item of items) {
		const last = lines.at(-1);
		if (last !== undefined && naturalWidth(last) + 2 + naturalWidth(item) <= columns)
			lines[lines.length - 1] = [...last, say('  '), ...item];
		else lines.push(item);
	}
	return lines;
}
