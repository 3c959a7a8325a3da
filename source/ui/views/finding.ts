import type {Finding, OpenFinding} from '../../protocol/findings.ts';
import {wrapWords} from '../components/fit.ts';
import {type Line, say} from '../components/line.ts';
import {findingPlace} from '../state/finding-text.ts';
import {cursorIndex, findingOf, sinceServer} from '../state/select.ts';
import {connecting} from './connecting.ts';
import {evidenceLines} from './finding-evidence.ts';
import type {Frame} from './frame.ts';
import {title} from './title.ts';
import {agoText, dateText} from './words.ts';

/** One finding with everything a person needs to check it and to act on it. */
export function finding(frame: Frame): Line[] {
	const {model, rows} = frame;
	const one = findingOf(model);
	if (one === null)
		return model.reading === null
			? connecting(frame)
			: [
					title('Finding', [], {}, frame),
					[],
					[say('  '), say('This finding is closed: the last run did not find it again. Esc goes back.', 'dim')],
				];
	const isOpen = model.reading?.findings.some(({id}) => id === one.id) ?? false;
	const state = isOpen ? [] : [say('closed meanwhile', 'done')];
	return [
		title('Finding', state, {list: 'finding'}, frame),
		...findingBody(one, {...frame, rows: rows - 1}, cursorIndex(model, 'finding')),
	].slice(0, rows);
}

/** The same beside a list and on its own screen; `cursor` is the evidence under the cursor, null where there is none. */
export function findingBody(one: Finding | OpenFinding, frame: Frame, cursor: number | null): Line[] {
	const {theme, columns, rows} = frame;
	const tone = `severity.${one.severity}` as const;
	const [first = '', ...more] = wrapWords(one.title, Math.max(10, columns - 6), {most: 3, ellipsis: theme.glyphs.ellipsis});
	const name: Line[] = [
		[say('  '), say(`${theme.glyphs.severity[one.severity]} `, tone), say(first, 'strong')],
		...more.map((line): Line => [say('    '), say(line, 'strong')]),
	];
	const above = [...name, ...factLines(one, frame), ...adviceLines(one, frame)];
	return [...above, ...evidenceLines(one.evidence, {...frame, rows: rows - above.length}, cursor)].slice(0, rows);
}

function factLines(one: Finding | OpenFinding, {model, theme}: Frame): Line[] {
	const origin: Line = [
		say('    '),
		say(one.severity, `severity.${one.severity}`),
		say(` · ${one.agent} · ${one.rule} · counts for ${one.category}`, 'dim'),
	];
	const place: Line[] = one.file === undefined ? [] : [[say('    '), say(findingPlace(one), 'accent')]];
	if (!('firstSeen' in one)) return [origin, ...place];
	const seen = `first seen ${dateText(one.firstSeen)} · last seen ${agoText(sinceServer(model, one.lastSeen), theme)}`;
	return [origin, [say('    '), say(seen, 'dim')], ...place];
}

function adviceLines({advice}: Finding, {columns, theme}: Frame): Line[] {
	if (advice === undefined) return [];
	const lines = wrapWords(advice, Math.max(10, Math.min(100, columns - 6)), {most: 5, ellipsis: theme.glyphs.ellipsis});
	return [[], [say('  '), say('What to do', 'heading')], ...lines.map((line): Line => [say('    '), say(line)])];
}
