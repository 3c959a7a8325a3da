import type {Overlay, Place} from './state/model.ts';

/** Where a binding works: on every screen, on some, or in an overlay, which takes all keys while it is open. */
export type ScreenId = Place['view'];
export type OverlayId = Exclude<Overlay['kind'], 'none'>;
export type Where = 'everywhere' | OverlayId | readonly ScreenId[];

/** What the server, and the person at the keyboard, may do. */
export interface Abilities {
	readOnly: boolean;
	can: {trigger: boolean; cancel: boolean; history: boolean};
}

export interface Binding {
	/** Key names as `hooks/key-name.ts` makes them: `j`, `J`, `enter`, `ctrl-d`, `pageup`. The first two are shown. */
	keys: readonly string[];
	action: string;
	/** In sentence case, short: the footer shows it too. */
	label: string;
	where: Where;
	/** Asks before it acts, where the act changes something outside the monitor. */
	asks?: boolean;
	/** Does something in the world or leaves: never done by a burst of keys that may be an unmarked paste. */
	acts?: boolean;
	/** Absent where the server cannot do it, or may not be asked to. */
	needs?: 'trigger' | 'cancel' | 'history' | 'suspend';
	/** Works, but is not listed: a synonym everybody knows. */
	hidden?: boolean;
	/** Place in the footer, smallest first; without it, only in the help. */
	footer?: number;
}

const lists = ['overview', 'agents', 'jobs', 'findings', 'trends', 'log', 'why', 'job', 'finding'] as const;

/**
 * Every key of the program. The dispatcher, the footer, the help overlay, the README's list, the palette and the key tests read this table.
 * On a screen, its own bindings win over those that work everywhere.
 */
export const keymap = [
	{keys: ['up', 'k'], action: 'up', label: 'up', where: lists},
	{keys: ['down', 'j'], action: 'down', label: 'down', where: lists},
	{keys: ['g', 'home'], action: 'first', label: 'first', where: lists},
	{keys: ['G', 'end'], action: 'last', label: 'last', where: lists},
	{keys: ['ctrl-d'], action: 'half-down', label: 'half a page down', where: lists},
	{keys: ['ctrl-u'], action: 'half-up', label: 'half a page up', where: lists},
	{keys: ['pagedown', 'ctrl-f'], action: 'page-down', label: 'a page down', where: lists},
	{keys: ['pageup', 'ctrl-b'], action: 'page-up', label: 'a page up', where: lists},

	{keys: ['enter'], action: 'do', label: 'do', where: ['overview'], asks: true, acts: true, footer: 2},
	{
		keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
		action: 'choose',
		label: 'choose a recommendation',
		where: ['overview'],
	},
	{keys: ['enter', 'x'], action: 'run', label: 'run', where: ['agents'], asks: true, acts: true, needs: 'trigger', footer: 2},
	{keys: ['m'], action: 'mark', label: 'mark', where: ['agents'], needs: 'trigger', footer: 3},
	{keys: ['right', 'l'], action: 'open', label: 'last run', where: ['agents'], footer: 4},
	{keys: ['enter', 'l', 'right'], action: 'open', label: 'open', where: ['jobs', 'findings', 'job'], footer: 2},
	{keys: ['enter', 'l', 'right'], action: 'open', label: 'findings behind it', where: ['why'], footer: 2},
	{keys: ['enter'], action: 'why', label: 'why', where: ['trends'], footer: 2},
	{keys: [']', 'w'], action: 'next-category', label: 'next category', where: ['why'], footer: 3},
	{keys: ['['], action: 'previous-category', label: 'previous category', where: ['why'], footer: 4},
	{keys: ['left', 'h'], action: 'cursor-left', label: 'earlier', where: ['trends'], footer: 4},
	{keys: ['right', 'l'], action: 'cursor-right', label: 'later', where: ['trends'], footer: 5},
	{keys: [']'], action: 'range-longer', label: 'longer range', where: ['trends'], needs: 'history', footer: 3},
	{keys: ['['], action: 'range-shorter', label: 'shorter range', where: ['trends'], needs: 'history', footer: 3},
	{keys: ['s'], action: 'sort', label: 'sort', where: ['findings'], footer: 3},
	{keys: ['e'], action: 'edit', label: 'edit', where: ['findings', 'finding', 'job', 'why'], acts: true, footer: 5},
	{keys: ['e'], action: 'edit', label: 'edit the file behind it', where: ['overview'], acts: true},
	{keys: ['y'], action: 'copy', label: 'copy', where: lists, footer: 12},
	{
		keys: ['c'],
		action: 'cancel-job',
		label: 'cancel the run',
		where: ['agents', 'jobs', 'job'],
		asks: true,
		acts: true,
		needs: 'cancel',
		footer: 5,
	},
	{keys: ['escape', 'left', 'h', 'backspace'], action: 'back', label: 'back', where: lists, footer: 6},

	{keys: ['w'], action: 'why', label: 'why', where: 'everywhere', footer: 7},
	{keys: ['o'], action: 'go-overview', label: 'overview', where: 'everywhere', footer: 13},
	{keys: ['a'], action: 'go-agents', label: 'agents', where: 'everywhere', footer: 8},
	{keys: ['J'], action: 'go-jobs', label: 'jobs', where: 'everywhere', footer: 9},
	{keys: ['f'], action: 'go-findings', label: 'findings', where: 'everywhere', footer: 10},
	{keys: ['t'], action: 'go-trends', label: 'trends', where: 'everywhere', footer: 11},
	{keys: ['L'], action: 'go-log', label: 'log', where: 'everywhere', footer: 14},
	{keys: ['tab'], action: 'next-view', label: 'next view', where: 'everywhere'},
	{keys: ['shift-tab'], action: 'previous-view', label: 'previous view', where: 'everywhere'},
	{keys: ['r'], action: 'refresh', label: 'refresh now', where: 'everywhere', footer: 15},
	{keys: ['space'], action: 'pause', label: 'pause or go on', where: 'everywhere', footer: 16},
	{keys: ['/'], action: 'filter', label: 'filter', where: 'everywhere', footer: 17},
	{keys: [':'], action: 'palette', label: 'commands', where: 'everywhere', footer: 18},
	{keys: ['?'], action: 'help', label: 'help', where: 'everywhere', footer: 0},
	{keys: ['q'], action: 'quit', label: 'quit', where: 'everywhere', acts: true, footer: 1},
	{keys: ['ctrl-c', 'ctrl-\\'], action: 'quit', label: 'quit', where: 'everywhere', hidden: true},
	{keys: ['ctrl-z'], action: 'suspend', label: 'to the shell (fg comes back)', where: 'everywhere', needs: 'suspend'},
	{keys: ['ctrl-l'], action: 'redraw', label: 'draw anew', where: 'everywhere'},

	{keys: ['up', 'k'], action: 'up', label: 'up', where: 'help', footer: 2},
	{keys: ['down', 'j'], action: 'down', label: 'down', where: 'help', footer: 3},
	{keys: ['pagedown', 'ctrl-d', 'ctrl-f', 'space'], action: 'page-down', label: 'a page down', where: 'help', hidden: true},
	{keys: ['pageup', 'ctrl-u', 'ctrl-b'], action: 'page-up', label: 'a page up', where: 'help', hidden: true},
	{keys: ['g', 'home'], action: 'first', label: 'first', where: 'help', hidden: true},
	{keys: ['G', 'end'], action: 'last', label: 'last', where: 'help', hidden: true},
	{keys: ['escape', '?', 'q', 'enter', 'left', 'h', 'backspace'], action: 'dismiss', label: 'close', where: 'help', footer: 1},

	{keys: ['enter'], action: 'accept', label: 'do', where: 'palette', acts: true, footer: 1},
	{keys: ['up', 'ctrl-p'], action: 'up', label: 'up', where: 'palette', footer: 2},
	{keys: ['down', 'ctrl-n', 'tab'], action: 'down', label: 'down', where: 'palette', footer: 3},
	{keys: ['escape'], action: 'dismiss', label: 'close', where: 'palette', footer: 4},
	{keys: ['backspace', 'delete'], action: 'erase', label: 'erase', where: 'palette', hidden: true},
	{keys: ['ctrl-w'], action: 'erase-word', label: 'erase the word', where: 'palette', hidden: true},
	{keys: ['ctrl-u'], action: 'erase-all', label: 'erase all', where: 'palette', hidden: true},

	{keys: ['enter'], action: 'accept', label: 'keep the filter', where: 'filter', footer: 1},
	{keys: ['up'], action: 'up', label: 'up', where: 'filter', hidden: true},
	{keys: ['down'], action: 'down', label: 'down', where: 'filter', hidden: true},
	{keys: ['escape'], action: 'dismiss', label: 'no filter', where: 'filter', footer: 2},
	{keys: ['backspace', 'delete'], action: 'erase', label: 'erase', where: 'filter', hidden: true},
	{keys: ['ctrl-w'], action: 'erase-word', label: 'erase the word', where: 'filter', hidden: true},
	{keys: ['ctrl-u'], action: 'erase-all', label: 'erase all', where: 'filter', hidden: true},

	{keys: ['enter', 'y'], action: 'accept', label: 'do it', where: 'confirm', acts: true, footer: 1},
	{keys: ['escape', 'n', 'q', 'left', 'backspace'], action: 'dismiss', label: 'leave it', where: 'confirm', footer: 2},
] as const satisfies readonly Binding[];

export type Action = (typeof keymap)[number]['action'];
type Known = Binding & {action: Action};

const table: readonly Known[] = keymap;

/** The bindings that work right now: an overlay's own and those that always work, else the screen's own before those of every screen. */
export function bindingsFor(screen: ScreenId, overlay: Overlay['kind'], abilities: Abilities): readonly Known[] {
	const usable = table.filter((binding) => isUsable(binding, abilities));
	if (overlay !== 'none') return usable.filter((binding) => binding.where === overlay || isAlways(binding));
	const own = usable.filter((binding) => typeof binding.where === 'object' && binding.where.includes(screen));
	// A detail screen's narrow binding comes before one that all lists share, so that `left` reads a chart before it goes back.
	own.sort((a, b) => a.where.length - b.where.length);
	return [...own, ...usable.filter((binding) => binding.where === 'everywhere')];
}

/** What a key means now, or null. */
export function bindingOf(key: string, screen: ScreenId, overlay: Overlay['kind'], abilities: Abilities): Known | null {
	return bindingsFor(screen, overlay, abilities).find((binding) => binding.keys.includes(key)) ?? null;
}

/** The ways out and to the shell work whatever lies over the screen. */
function isAlways(binding: Known): boolean {
	return binding.keys.some((key) => key === 'ctrl-c' || key === 'ctrl-z' || key === 'ctrl-l');
}

function isUsable(binding: Known, {readOnly, can}: Abilities): boolean {
	const {needs} = binding;
	if (needs === undefined) return true;
	switch (needs) {
		case 'suspend':
			return process.platform !== 'win32';
		case 'history':
			return can.history;
		case 'trigger':
			return can.trigger && !readOnly;
		case 'cancel':
			return can.cancel && !readOnly;
	}
}

export interface Hint {
	key: string;
	label: string;
	/** Help and quit: the last to go when the line is too short. */
	keep: boolean;
}

/**
 * The footer's hints, most useful first; show as many as fit, but always those with `keep`, which come last.
 * Keys that another binding of the screen has taken are left out, and so are actions that have nothing to act on.
 */
export function footerHints(
	screen: ScreenId,
	overlay: Overlay['kind'],
	abilities: Abilities,
	options: {ascii?: boolean; idle?: ReadonlySet<Action>} = {},
): readonly Hint[] {
	const isIdle = (action: Action) => overlay === 'none' && options.idle?.has(action) === true;
	const shown = bindingsFor(screen, overlay, abilities).filter(
		(binding) => binding.footer !== undefined && !leadsNowhere(binding, screen) && !isIdle(binding.action),
	);
	const ordered = shown.toSorted((a, b) => rank(a) - rank(b));
	const move: Hint[] =
		overlay === 'none' && !isIdle('down') ? [{key: options.ascii === true ? 'j/k' : '↑↓', label: 'choose', keep: false}] : [];
	const seen = new Set<string>();
	const hints = ordered.flatMap((binding) => {
		const free = binding.keys.find((key) => bindingOf(key, screen, overlay, abilities) === binding);
		if (free === undefined || seen.has(binding.label)) return [];
		seen.add(binding.label);
		return [{key: keyLabel(free, options), label: binding.label, keep: isKept(binding)}];
	});
	return [...move, ...hints];
}

function rank(binding: Known): number {
	return isKept(binding) ? 100 + (binding.footer ?? 0) : (binding.footer ?? 0);
}

function isKept(binding: Known): boolean {
	return binding.where === 'everywhere' && (binding.action === 'help' || binding.action === 'quit');
}

/** A hint that would lead to where we are: the view itself, or back from the start. */
function leadsNowhere(binding: Known, screen: ScreenId): boolean {
	if (binding.action === `go-${screen}`) return true;
	return screen === 'overview' && binding.action === 'back';
}

const symbols: Record<string, {sign: string; ascii: string}> = {
	up: {sign: '↑', ascii: 'up'},
	down: {sign: '↓', ascii: 'down'},
	left: {sign: '←', ascii: 'left'},
	right: {sign: '→', ascii: 'right'},
	pageup: {sign: 'page up', ascii: 'page up'},
	pagedown: {sign: 'page down', ascii: 'page down'},
	escape: {sign: 'esc', ascii: 'esc'},
};

/** A key as people write it: `↑`, `esc`, `ctrl-d`. */
export function keyLabel(key: string, options: {ascii?: boolean} = {}): string {
	const symbol = symbols[key];
	if (symbol === undefined) return key;
	return options.ascii === true ? symbol.ascii : symbol.sign;
}

export interface KeyGroup {
	title: string;
	rows: readonly {keys: string; label: string; asks: boolean}[];
}

const groups: readonly {title: string; holds: (binding: Known) => boolean}[] = [
	{title: 'Move', holds: (binding) => binding.where === lists && binding.action !== 'copy'},
	{title: 'Everywhere', holds: (binding) => binding.where === 'everywhere' || binding.action === 'copy'},
	...(['overview', 'agents', 'jobs', 'findings', 'trends', 'why'] as const).map((screen) => ({
		title: screen === 'jobs' ? 'Jobs' : `${screen[0]?.toUpperCase()}${screen.slice(1)}`,
		holds: (binding: Known) => typeof binding.where === 'object' && binding.where !== lists && binding.where.includes(screen),
	})),
];

/** The whole table in groups, for the help overlay and the README: what is usable, each binding with its keys. */
export function keyGroups(abilities: Abilities, options: {ascii?: boolean} = {}): readonly KeyGroup[] {
	const usable = table.filter((binding) => isUsable(binding, abilities) && binding.hidden !== true);
	return groups.map(({title, holds}) => ({
		title,
		rows: usable.filter(holds).map((binding) => ({keys: keyList(binding, options), label: binding.label, asks: binding.asks === true})),
	}));
}

function keyList(binding: Known, options: {ascii?: boolean}): string {
	if (binding.action === 'choose') return '1–9';
	return binding.keys.map((key) => keyLabel(key, options)).join(' ');
}
