import type {Category, HealthReport, Signal} from '../../protocol/report.ts';
import {wrapWords} from '../components/fit.ts';
import {cell, type Line, say} from '../components/line.ts';
import {type Column, table} from '../components/table.ts';
import {findingPlace} from '../state/finding-text.ts';
import {cursorIndex, cursorRow, type RowOf, rowsOf, sinceServer, whyCategory} from '../state/select.ts';
import type {Theme, Tone} from '../theme.ts';
import {categoryParts, overallParts, type Sum} from './arithmetic.ts';
import {connecting} from './connecting.ts';
import type {Frame} from './frame.ts';
import {givesText, ledgerLines, shareText} from './ledger.ts';
import {emptyLines, title} from './title.ts';
import {whyOverall} from './why-overall.ts';
import {agoText, forText, isReported, plural, sentence, shortBadge, statusTone, valueText} from './words.ts';

type Row = RowOf['why'];

/** From a score to its proof: what each signal costs, so that 100 minus the shown costs is the shown score; then the rule, then what is behind the line. */
export function why(frame: Frame): Line[] {
	const {model, columns, rows} = frame;
	const report = model.reading?.report;
	if (report === undefined) return connecting(frame);
	if (model.place.view === 'why' && model.place.category === 'overall') return whyOverall(report, frame);
	const category = whyCategory(model);
	if (category === null)
		return [title('Why', [], {}, frame), [], [say('  '), say('This category is not in the report any more. Esc goes back.', 'dim')]];
	const about: Line = [
		shortBadge(category, frame.theme),
		say(` ${category.status}`, statusTone(category.status)),
		say(sinceText(category, frame), 'dim'),
	];
	if (isReported(category)) return reported(category, about, frame);
	const sum = categoryParts(category);
	const rule = [...sumLines(category, sum, report, frame), ...shareLines(category, report, frame), ...cappedLines(category, report, frame)];
	const all = rowsOf(model, 'why');
	const listRows = Math.min(all.length + 1, Math.max(2, rows - 1 - rule.length));
	const list = table({
		columns: columnsOf(category, sum, frame),
		rows: all,
		cursor: cursorIndex(model, 'why'),
		width: columns,
		height: listRows,
		theme: frame.theme,
	});
	const lines = all.length === 0 ? [...emptyLines('why', noSignals(category), frame), ...issueLines(category, frame)] : list.lines;
	const above = [title(`Why ${category.title}`, about, {list: 'why', position: list.position}, frame), ...lines, ...rule];
	return [...above, ...behindLines(category, {...frame, rows: rows - above.length})].slice(0, rows);
}

/** A score that the server made itself has no parts to show, only what the server says is wrong. */
function reported(category: Category, about: Line, frame: Frame): Line[] {
	const texts = wrapped('The server reports this score itself and does not tell what it was made of.', frame);
	return [title(`Why ${category.title}`, about, {}, frame), [], ...texts, ...issueLines(category, frame)].slice(0, frame.rows);
}

function issueLines({issues}: Category, {theme}: Frame): Line[] {
	if (issues.length === 0) return [];
	const lines = issues.map((issue): Line => [
		say(`    ${theme.glyphs.severity[issue.severity]} `, `severity.${issue.severity}`),
		{text: issue.title, grow: true},
	]);
	return [[], [say('  '), say('What is wrong', 'heading')], ...lines];
}

function sinceText({since, status}: Category, {model}: Frame): string {
	return since === null || status === 'unknown' ? '' : ` ${forText(sinceServer(model, since))}`;
}

function noSignals(category: Category): string {
	return sentence(category.reason ?? '') || 'The server gives this score without the signals it was made of.';
}

function columnsOf({parts = []}: Category, sum: Sum, frame: Frame): Column<Row>[] {
	const {model, theme, columns} = frame;
	const lost = new Map(sum.parts.map((part) => [part.id, part.lost]));
	return [
		{
			title: 'signal',
			width: 'grow',
			least: 20,
			priority: 1,
			cell: ({signal}) => say(`${signalGlyph(signal, theme)} ${signal.title}`, signalTone(signal)),
		},
		{
			title: 'value',
			width: columns < 60 ? 9 : 10,
			align: 'right',
			priority: 1,
			cell: ({signal}) => say(valueText(signal.value, signal.unit, theme), 'strong'),
		},
		{
			title: 'good to',
			width: 9,
			align: 'right',
			priority: 6,
			cell: ({signal}) => say(valueText(signal.threshold, signal.unit, theme), 'dim'),
		},
		{title: 'over', width: 15, priority: 5, cell: ({signal}) => say(windowText(signal), 'dim')},
		{title: 'score', width: 5, align: 'right', priority: 1, cell: ({signal}) => say(tenthText(signal.score, theme), signalTone(signal))},
		{title: 'weight', width: 6, align: 'right', priority: 3, cell: ({signal}) => say(String(signal.weight), 'dim')},
		{
			title: parts.length > 0 ? 'gives' : 'costs',
			width: 6,
			align: 'right',
			priority: 2,
			cell: ({signal}) =>
				say(parts.length > 0 ? givesText(signal.id, parts, theme) : costText(lost.get(signal.id) ?? null, theme), 'strong'),
		},
		{
			title: 'bad since',
			width: 11,
			priority: 7,
			cell: ({signal}) => say(signal.since === null ? '' : agoText(sinceServer(model, signal.since), theme), 'dim'),
		},
		{
			title: 'findings',
			width: 8,
			align: 'right',
			priority: 9,
			cell: ({findings}) => say(findings.length === 0 ? '' : String(findings.length), 'dim'),
		},
	];
}

function windowText({window, n}: Signal): string {
	return n === 0 ? window : `${window}, n ${n.toLocaleString('en-US')}`;
}

/** A score to the tenth, so that a reader can do the sum with what is shown. */
function tenthText(score: number | null, {glyphs}: Theme): string {
	return score === null ? glyphs.none : String(Math.round(score * 10) / 10);
}

function costText(lost: number | null, {glyphs}: Theme): string {
	if (lost === null) return glyphs.none;
	return lost === 0 ? '0.0' : `${glyphs.minus}${lost.toFixed(1)}`;
}

/** A signal has a score but no status of its own; the boundaries are those of every status. */
function signalStatus({score}: Signal): 'excellent' | 'good' | 'warning' | 'critical' | 'unknown' {
	if (score === null) return 'unknown';
	if (score >= 90) return 'excellent';
	if (score >= 75) return 'good';
	return score >= 50 ? 'warning' : 'critical';
}

function signalGlyph(signal: Signal, theme: Theme): string {
	return theme.glyphs.status[signalStatus(signal)];
}

function signalTone(signal: Signal): Tone {
	return statusTone(signalStatus(signal));
}

/** The server's own sum where it tells one, else the one that its signals and its rule suggest. */
function sumLines(category: Category, sum: Sum, report: HealthReport, frame: Frame): Line[] {
	const {title: name, score, status, parts = []} = category;
	if (score === null || parts.length === 0) return ruleLines(category, sum, report, frame);
	const down = category.rule === 'component-down' ? wrapped(`A required check is down: ${downNames(category, report)}.`, frame) : [];
	return [...ledgerLines({name, score, status, parts}, frame), ...down, []];
}

/** Why good advice may be worth nothing yet: the score is held by another signal. */
function cappedLines({id, title: name, rule, parts = []}: Category, {recommendations}: HealthReport, frame: Frame): Line[] {
	const cap = parts.find((part) => part.kind === 'rule');
	if (rule !== 'weakest-required' || cap === undefined) return [];
	const idle = recommendations.filter(
		({pointsRegained, evidence}) => pointsRegained === 0 && evidence.some((one) => one.id.startsWith(`${id}.`) && one.id !== cap.id),
	);
	return idle.length === 0
		? []
		: wrapped(`What is advised for other signals of ${name} regains nothing until ${cap.title} is better.`, frame);
}

/** The arithmetic in words. What the server's number does not agree with is said and not smoothed over. */
function ruleLines(category: Category, sum: Sum, report: HealthReport, frame: Frame): Line[] {
	if (category.score === null || sum.mean === null) return [];
	const {minus} = frame.theme.glyphs;
	const total = (100 - sum.mean).toFixed(1);
	const mean = `100 ${minus} ${total} = ${sum.mean.toFixed(1)}`;
	return [[], ...ruleTexts(category, sum, mean, report).flatMap((text) => wrapped(text, frame))];
}

function ruleTexts(category: Category, sum: Sum, mean: string, report: HealthReport): string[] {
	const score = category.score ?? 0;
	const weights = `A signal costs (100 − its score) × its weight / ${Number(sum.weight.toFixed(2))}, the weights of all with data.`;
	switch (category.rule) {
		case 'weighted-mean':
			return isClose(score, sum.mean) ? [`${mean}, shown as ${Math.round(score)}.`, weights] : [disagreement(score, mean)];
		case 'weakest-required':
			return weakestTexts(category, mean);
		case 'component-down':
			return [`A required check is down: ${downNames(category, report)}. That decides; the mean of the signals would be ${mean}.`];
		case null:
			return [disagreement(score, mean)];
	}
}

/** Could the score be this sum as a server shows it, in whole points or exactly? A twentieth more for the tenths shown here. */
function isClose(score: number, mean: number | null): boolean {
	return mean !== null && Math.abs(score - mean) <= (Number.isInteger(score) ? 0.55 : 0.05);
}

function disagreement(score: number, mean: string): string {
	return `The server says ${Math.round(score)}; the signals it lists give ${mean}. It knows something that it does not list.`;
}

function weakestTexts(category: Category, mean: string): string[] {
	const required = category.signals.filter((signal) => signal.required && signal.score !== null);
	const weakest = required.toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0))[0];
	if (weakest === undefined || !isClose(category.score ?? 0, weakest.score)) return [disagreement(category.score ?? 0, mean)];
	return [
		`${category.title} is no better than its weakest required signal: ${weakest.title} with ${Math.round(weakest.score ?? 0)}.`,
		`Without that rule it would be the weighted mean, ${mean}.`,
	];
}

function downNames(category: Category, report: HealthReport): string {
	const down = report.components.filter(
		(component) => component.category === category.id && component.required && component.status === 'down',
	);
	return (
		down.map(({title: name, detail}) => (detail === null ? name : `${name} (${detail})`)).join(', ') || 'the server does not say which'
	);
}

/** What this category does to the overall score. */
function shareLines(category: Category, report: HealthReport, frame: Frame): Line[] {
	const told = shareText(category.id, category.title, report);
	if (told !== null) return wrapped(told, frame);
	const sum = overallParts(report);
	const part = sum.parts.find(({id}) => id === category.id);
	if (part === undefined || part.lost === null || sum.mean === null || report.overall.score === null) return [];
	const {minus} = frame.theme.glyphs;
	const share = `${category.title} costs ${part.lost.toFixed(1)} of the overall score (weight ${category.weight} of ${sum.weight}); all together`;
	const mean = `100 ${minus} ${(100 - sum.mean).toFixed(1)} = ${sum.mean.toFixed(1)}`;
	const text = isClose(report.overall.score, sum.mean)
		? `${share} ${mean}, shown as ${Math.round(report.overall.score)}.`
		: `${share} ${mean}.`;
	return wrapped(`${text}${overallRule(report, sum.mean)}`, frame);
}

function overallRule({overall}: HealthReport, mean: number): string {
	if (isClose(overall.score ?? 0, mean)) return '';
	const shown = Math.round(overall.score ?? 0);
	switch (overall.rule) {
		case 'worst-required':
			return ` The overall score is ${shown} and not ${mean.toFixed(1)}: it is at most 20 above the worst required category.`;
		case 'component-down':
			return ` The overall score is ${shown} and not ${mean.toFixed(1)}: a required check is down.`;
		case 'weighted-mean':
		case 'coverage':
		case null:
			return '';
	}
}

function wrapped(text: string, {columns, theme}: Frame): Line[] {
	return wrapWords(text, Math.max(20, Math.min(110, columns - 4)), {most: 3, ellipsis: theme.glyphs.ellipsis}).map((line): Line => [
		say('  '),
		say(line, 'dim'),
	]);
}

/**
 * What is behind the line under the cursor: where it comes from and what limits trust in it; then every finding that counts for the category, which stay
 * as they are while the cursor moves.
 */
function behindLines(category: Category, frame: Frame): Line[] {
	const {model, rows} = frame;
	const row = cursorRow(model, 'why');
	if (row === null || rows < 3) return [];
	const {signal, findings} = row;
	const facts = [
		signal.source === '' ? null : `measured by ${signal.source}`,
		signal.required ? 'required' : 'not required',
		signal.reason,
		findings.length === 0 ? null : `${plural(findings.length, 'finding')} behind it`,
	];
	const heading: Line = [
		say('  '),
		say(signal.title, 'heading'),
		{text: `   ${facts.filter((fact) => fact !== null).join(' · ')}`, tone: 'dim', grow: true},
	];
	return [[], heading, ...findingLines(category, {...frame, rows: rows - 2})].slice(0, rows);
}

function findingLines({id, title: name}: Category, {model, theme, rows}: Frame): Line[] {
	const counted = (model.reading?.findings ?? []).filter((finding) => finding.category === id);
	if (counted.length === 0 || rows < 2) return [];
	const room = rows - (rows >= 4 ? 2 : 1);
	const shown = counted.slice(0, counted.length > room ? room - 1 : room);
	const lines = shown.map((finding): Line => [
		say(`    ${theme.glyphs.severity[finding.severity]} `, `severity.${finding.severity}`),
		{text: finding.title, grow: true},
		say(`  ${findingPlace(finding) || finding.agent}`, 'dim'),
		cell('', 1),
	]);
	const more: Line[] = shown.length === counted.length ? [] : [[say(`    ${moreText(shown.length, counted.length)}`, 'dim')]];
	const heading: Line = [say('  '), say(`Findings that count for ${name}`, 'heading')];
	return [...(rows >= 4 ? [[]] : []), heading, ...lines, ...more];
}

/** Where there is room for none, they are not "more". */
function moreText(shown: number, all: number): string {
	return shown === 0 ? `${plural(all, 'finding')}: f lists them` : `and ${plural(all - shown, 'more finding')}`;
}
