import {type Line, naturalWidth, say, spring} from '../components/line.ts';
import {footerHints, type Hint} from '../keymap.ts';
import {idleActions} from '../state/idle.ts';
import type {Toast} from '../state/model.ts';
import {abilities} from '../state/select.ts';
import type {Frame} from './frame.ts';
import type {Tone} from '../theme.ts';

/** One line: what is being typed, else what just happened, else the keys that do something here. Ways out always stay. */
export function footer(frame: Frame): Line {
	const {model, columns} = frame;
	const hints = hintsOf(frame);
	const {overlay} = model;
	if (overlay.kind === 'filter') return inputLine('/', overlay.input, hints, frame);
	if (overlay.kind === 'palette') return inputLine(':', overlay.input, hints, frame);
	if (model.toast !== null && overlay.kind === 'none') return toastLine(model.toast, hints, frame);
	return hintLine(hints, columns, ' ');
}

function hintsOf({model, theme}: Frame): readonly Hint[] {
	return footerHints(model.place.view, model.overlay.kind, abilities(model), {ascii: theme.ascii, idle: idleActions(model)});
}

/** As many hints as fit, most useful first; those to keep stand last and are placed before all others. */
function hintLine(hints: readonly Hint[], columns: number, indent: string): Line {
	const kept = waysOut(hints);
	let shown: readonly Hint[] = kept;
	for (const hint of hints.filter((one) => !kept.includes(one))) {
		const longer = [...shown.filter((one) => !kept.includes(one)), hint, ...kept];
		if (naturalWidth(joined(longer, indent)) > columns) break;
		shown = longer;
	}
	return joined(shown, indent);
}

/** Help and quit, or in an overlay, which takes all keys, the one that closes it. */
function waysOut(hints: readonly Hint[]): readonly Hint[] {
	const kept = hints.filter((hint) => hint.keep);
	return kept.length > 0 ? kept : hints.filter((hint) => hint.key === 'esc');
}

function joined(hints: readonly Hint[], indent: string): Line {
	return [
		say(indent),
		...hints.flatMap((hint, index) => [...(index === 0 ? [] : [say(' · ', 'dim')]), say(hint.key, 'key'), say(` ${hint.label}`, 'dim')]),
	];
}

/** The end of what is typed stays in sight. */
function inputLine(prompt: string, input: string, hints: readonly Hint[], {columns}: Frame): Line {
	const ways = hintLine(hints, Math.floor(columns / 2), '');
	const room = columns - naturalWidth(ways) - 6;
	const typed = [...input].slice(-Math.max(4, room)).join('');
	return [say(` ${prompt} `, 'key'), say(typed, 'strong'), say('█', 'accent'), say('  '), spring, ...ways];
}

function toastLine(toast: Toast, hints: readonly Hint[], {theme, columns}: Frame): Line {
	const glyph = toast.severity === 'done' ? theme.glyphs.done : theme.glyphs.severity[toast.severity];
	const tone: Tone = toast.severity === 'done' ? 'done' : `severity.${toast.severity}`;
	const kept = waysOut(hints);
	// On the narrowest screens the message matters more than help, but never more than the way out.
	const shown = naturalWidth(joined(kept, '')) > columns / 2 ? kept.slice(-1) : kept;
	return [say(` ${glyph} `, tone), {...say(toast.message), grow: true}, say('  '), ...joined(shown, '')];
}
