import type {Glyphs} from '../glyphs.ts';

/** A bar of exactly `width` cells in two parts, so that each can have its tone. A share that is not zero shows at least a sliver, one that is not full never looks full. */
export function bar(share: number, width: number, glyphs: Pick<Glyphs, 'eighths' | 'track'>): {filled: string; rest: string} {
	const cells = Math.max(0, Math.floor(width));
	const steps = stepsOf(share, cells * 8);
	const whole = Math.floor(steps / 8);
	const part = steps % 8 === 0 ? '' : (glyphs.eighths[(steps % 8) - 1] ?? '');
	const filled = (glyphs.eighths[7] ?? '').repeat(whole) + part;
	return {filled, rest: glyphs.track.repeat(cells - whole - (part === '' ? 0 : 1))};
}

function stepsOf(share: number, all: number): number {
	if (!(share > 0) || all === 0) return 0;
	if (share >= 1) return all;
	return Math.min(all - 1, Math.max(1, Math.round(share * all)));
}
