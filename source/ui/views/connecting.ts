import {type Line, say} from '../components/line.ts';
import {wrapWords} from '../components/fit.ts';
import {link, type Link} from '../state/select.ts';
import type {Frame} from './frame.ts';
import {isBroken, linkLines} from './header.ts';

/** The body before the first good answer: what is being tried, on what, and what a person can do about it. */
export function connecting({model, theme, columns, rows}: Frame): Line[] {
	const {kind, detail} = link(model);
	const headline: Line = [say('  '), ...(linkLines(model, theme)[0] ?? [])];
	const address: Line = [say('  '), say(model.target.embedded ? 'the server for this project' : model.target.url, 'strong')];
	const advice = isBroken(kind) ? adviceFor(kind) : 'The first answer fills this screen; the monitor keeps asking by itself.';
	const texts = [...(detail === null ? [] : wrapped(detail, columns)), ...wrapped(advice, columns)];
	return [[], headline, address, [], ...texts].slice(0, rows);
}

function wrapped(text: string, columns: number): Line[] {
	return wrapWords(text, Math.min(100, columns - 4), {most: 4}).map((line): Line => [say('  '), say(line, 'dim')]);
}

function adviceFor(kind: Link['kind']): string {
	if (kind === 'refused') return 'The server wants a token: --token-file FILE or ESA_HEALTH_TOKEN. The monitor keeps asking by itself.';
	if (kind === 'unreadable')
		return 'Something answers there, but not in a form known here. Is this the address of the service? r asks again at once.';
	return 'Is the service running, and is this its address? The monitor keeps asking by itself; r asks again at once.';
}
