import type {Severity, Status} from '../protocol/vocabulary.ts';
import {asciiGlyphs, type Glyphs, unicodeGlyphs} from './glyphs.ts';

/** What a piece of text means; the theme says how that looks. Views name tones, never colours. */
export type Tone = 'text' | 'strong' | 'heading' | 'dim' | 'accent' | 'key' | 'done' | `status.${Status}` | `severity.${Severity}`;

type ColourDepth = 'none' | '16' | '256' | 'truecolor';
/** `unknown`: nobody said, so the terminal's own palette decides; it fits its own background. */
export type Background = 'dark' | 'light' | 'unknown';

export interface Theme {
	depth: ColourDepth;
	background: Background;
	/** Every cell is printable ASCII, also those of foreign names. */
	ascii: boolean;
	glyphs: Glyphs;
	/** SGR parameters that switch a tone on, in order; none for plain text. */
	sgr: Record<Tone, readonly string[]>;
}

interface ThemeOptions {
	env: Readonly<Record<string, string | undefined>>;
	/** What the terminal answered to OSC 11, if it was asked. */
	background?: Background;
	/** Overrules what the locale says. */
	ascii?: boolean;
}

/** Decides how everything looks from the environment alone, so that a test can ask for any terminal. */
export function makeTheme({env, background, ascii}: ThemeOptions): Theme {
	const depth = colourDepth(env);
	const ground = background ?? backgroundFrom(env);
	const plain = ascii ?? needsAscii(env);
	return {
		depth,
		background: ground,
		ascii: plain,
		glyphs: plain ? asciiGlyphs : unicodeGlyphs,
		sgr: tonesFor(depth, ground, env['TERM'] === 'dumb'),
	};
}

/** How many colours may be used. NO_COLOR (any value) means none; FORCE_COLOR is the stronger of the two, as Node itself has it. */
export function colourDepth(env: ThemeOptions['env']): ColourDepth {
	const forced = env['FORCE_COLOR'];
	if (forced !== undefined) return forcedDepth(forced);
	if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return 'none';
	const term = env['TERM'] ?? '';
	if (term === 'dumb') return 'none';
	if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '') || env['WT_SESSION'] !== undefined) return 'truecolor';
	if (/-(truecolor|direct)$|kitty|ghostty|alacritty|wezterm|foot/.test(term)) return 'truecolor';
	if (/256/.test(term) || env['TERM_PROGRAM'] === 'Apple_Terminal') return '256';
	return '16';
}

function forcedDepth(forced: string): ColourDepth {
	if (forced === '0' || forced === 'false') return 'none';
	if (forced === '3') return 'truecolor';
	return forced === '2' ? '256' : '16';
}

/** COLORFGBG is `foreground;background` as palette indexes; 7 and 15 are the light ones. */
function backgroundFrom(env: ThemeOptions['env']): Background {
	const index = /;(\d+)$/.exec(env['COLORFGBG'] ?? '')?.[1];
	if (index === undefined) return 'unknown';
	return index === '7' || index === '15' ? 'light' : 'dark';
}

/** A locale that names another charset than UTF-8 gets ASCII. No locale at all is the rule in containers, whose terminals know UTF-8. */
export function needsAscii(env: ThemeOptions['env']): boolean {
	if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return true;
	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
	return locale !== undefined && locale !== '' && !/utf-?8/i.test(locale);
}

/**
 * One row per tone: attribute, the palette's own colour, and the tuned ones for a known background.
 * The tuned ones have a contrast of at least 4.5 : 1 on black and on #1e1e1e, or on white; a test computes it. They are indexes into the 256 colours also
 * where the terminal has 16 million: a colour then takes 10 bytes and not 19, of which a row has a dozen.
 * Dim is grey where we may choose the grey; elsewhere SGR 2, which (unlike bright black) is never the background of a palette.
 */
const looks: Record<Tone, {bold?: true; faint?: true; palette?: number; paletteLight?: number; dark?: number; light?: number}> = {
	text: {},
	strong: {bold: true},
	heading: {bold: true},
	dim: {faint: true, dark: 247, light: 241},
	accent: {palette: 36, dark: 75, light: 25},
	key: {bold: true, palette: 36, dark: 75, light: 25},
	done: {palette: 32, dark: 78, light: 22},
	'status.excellent': {palette: 32, dark: 78, light: 22},
	'status.good': {palette: 32, dark: 149, light: 28},
	'status.warning': {palette: 33, paletteLight: 35, dark: 214, light: 94},
	'status.critical': {bold: true, palette: 31, dark: 210, light: 124},
	'status.unknown': {palette: 35, paletteLight: 34, dark: 146, light: 61},
	'status.stale': {faint: true, dark: 247, light: 241},
	'severity.critical': {bold: true, palette: 31, dark: 210, light: 124},
	'severity.warning': {palette: 33, paletteLight: 35, dark: 214, light: 94},
	'severity.info': {palette: 36, dark: 75, light: 25},
};

function tonesFor(depth: ColourDepth, background: Background, dumb: boolean): Theme['sgr'] {
	const entries = Object.entries(looks).map(([tone, look]) => [tone, dumb ? [] : sgrOf(look, depth, background)]);
	return Object.fromEntries(entries) as Theme['sgr'];
}

function sgrOf(look: (typeof looks)[Tone], depth: ColourDepth, background: Background): string[] {
	const bold = look.bold ? ['1'] : [];
	const tuned = background === 'unknown' ? undefined : look[background];
	if (tuned !== undefined && (depth === 'truecolor' || depth === '256')) return [...bold, `38;5;${tuned}`];
	if (look.faint) return ['2'];
	const palette = background === 'light' ? (look.paletteLight ?? look.palette) : look.palette;
	return palette === undefined || depth === 'none' ? bold : [...bold, String(palette)];
}
