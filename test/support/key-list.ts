import {type Binding, keymap} from '../../source/ui/keymap.ts';

const names: Record<string, string> = {
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	enter: 'Enter',
	escape: 'Esc',
	space: 'Space',
	tab: 'Tab',
	'shift-tab': 'Shift-Tab',
	backspace: 'Backspace',
	pagedown: 'PgDn',
	pageup: 'PgUp',
	home: 'Home',
	end: 'End',
};

/** The README's list of keys, made from the one table of keys. */
export function keyList(): string {
	const shown = (keymap as readonly Binding[]).filter(({hidden}) => hidden !== true);
	return [
		'| keys | what | where |',
		'| --- | --- | --- |',
		...shown.filter(({where}) => typeof where === 'object' || where === 'everywhere').map(rowOf),
	].join('\n');
}

function rowOf({keys, label, where, asks}: Binding): string {
	const shown = keys.every((key) => /^\d$/.test(key)) ? [`${keys[0]}–${keys.at(-1)}`] : keys.map(nameOf);
	const places = typeof where === 'string' ? where : where.length > 6 ? 'every list' : where.join(', ');
	return `| ${shown.map((key) => `\`${key}\``).join(' ')} | ${label}${asks === true ? ' (asks before it changes something)' : ''} | ${places} |`;
}

function nameOf(key: string): string {
	return names[key] ?? key.replace(/^ctrl-(.)$/, (_, letter: string) => `Ctrl-${letter.toUpperCase()}`);
}
