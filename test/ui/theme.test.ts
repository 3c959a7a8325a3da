import {describe, expect, test} from 'vitest';
import {colourDepth, makeTheme, needsAscii, type Theme, type Tone} from '../../source/ui/theme.ts';

const tones = Object.keys(makeTheme({env: {}}).sgr) as Tone[];

describe('how many colours', () => {
	test.each([
		[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 'truecolor'],
		[{TERM: 'xterm-kitty'}, 'truecolor'],
		[{TERM: 'xterm-256color'}, '256'],
		[{TERM: 'screen'}, '16'],
		[{TERM: 'dumb', COLORTERM: 'truecolor'}, 'none'],
		[{TERM: 'xterm-256color', NO_COLOR: '1'}, 'none'],
		[{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
		[{TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '3'}, 'truecolor'],
		[{TERM: 'xterm-256color', FORCE_COLOR: '0'}, 'none'],
	])('%j means %s', (env, depth) => {
		expect(colourDepth(env)).toBe(depth);
	});
});

describe('which characters', () => {
	test.each([
		[{LANG: 'en_US.UTF-8'}, false],
		[{LANG: 'C.utf8'}, false],
		[{}, false],
		[{LANG: 'C'}, true],
		[{LANG: 'en_US.UTF-8', LC_ALL: 'POSIX'}, true],
		[{LC_CTYPE: 'de_DE.ISO-8859-1', LANG: 'de_DE.UTF-8'}, true],
		[{LANG: 'en_US.UTF-8', TERM: 'linux'}, true],
	])('%j needs ASCII: %s', (env, ascii) => {
		expect(needsAscii(env)).toBe(ascii);
	});
});

test('without colours no tone sets one, but weight still tells things apart', () => {
	const {sgr} = makeTheme({env: {TERM: 'xterm', NO_COLOR: '1'}});
	expect(tones.flatMap((tone) => sgr[tone]).filter((code) => code !== '1' && code !== '2')).toEqual([]);
	expect(sgr.heading).toEqual(['1']);
});

test('a dumb terminal gets no escape sequence at all', () => {
	const {sgr} = makeTheme({env: {TERM: 'dumb'}});
	expect(tones.flatMap((tone) => sgr[tone])).toEqual([]);
});

test('an unknown background leaves every colour to the palette of the terminal', () => {
	const {sgr} = makeTheme({env: {TERM: 'xterm-256color', COLORTERM: 'truecolor'}});
	expect(tones.flatMap((tone) => sgr[tone]).filter((code) => code.includes(';'))).toEqual([]);
});

test('the background is read from COLORFGBG unless the terminal itself was asked', () => {
	expect(makeTheme({env: {COLORFGBG: '0;15'}}).background).toBe('light');
	expect(makeTheme({env: {COLORFGBG: '15;0'}}).background).toBe('dark');
	expect(makeTheme({env: {COLORFGBG: '0;15'}, background: 'dark'}).background).toBe('dark');
});

describe('contrast is at least 4.5 : 1', () => {
	const grounds = [
		['dark', '000000'],
		['dark', '1e1e1e'],
		['light', 'ffffff'],
	] as const;
	const depths = [
		['truecolor', {COLORTERM: 'truecolor'}],
		['256', {TERM: 'xterm-256color'}],
	] as const;
	test.each(grounds.flatMap(([background, ground]) => depths.map(([depth, env]) => [depth, background, ground, env] as const)))(
		'in %s on %s (#%s)',
		(_depth, background, ground, env) => {
			const theme = makeTheme({env, background});
			const weak = tones.flatMap((tone) => colourOf(theme, tone).map((colour) => ({tone, ratio: contrast(colour, hex(ground))})));
			expect(weak.length).toBeGreaterThan(10);
			expect(weak.filter(({ratio}) => ratio < 4.5)).toEqual([]);
		},
	);
});

function colourOf({sgr}: Theme, tone: Tone): number[][] {
	return sgr[tone].flatMap((code) => {
		const parts = code.split(';').map(Number);
		if (parts[1] === 2) return [parts.slice(2)];
		return parts[1] === 5 ? [indexed(parts[2] ?? 0)] : [];
	});
}

/** The colour cube and the greys of xterm. */
function indexed(index: number): number[] {
	if (index >= 232) return Array.from({length: 3}, () => 8 + (index - 232) * 10);
	const cube = index - 16;
	return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => (step === 0 ? 0 : 55 + step * 40));
}

function hex(text: string): number[] {
	return [0, 2, 4].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
}

function luminance(colour: readonly number[]): number {
	const [red = 0, green = 0, blue = 0] = colour.map((part) =>
		part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: readonly number[], other: readonly number[]): number {
	const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}
