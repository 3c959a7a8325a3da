import type {HealthReport, ScorePart} from '../../protocol/report.ts';
import {cell, type Line, say} from '../components/line.ts';
import type {Status} from '../../protocol/vocabulary.ts';
import type {Theme} from '../theme.ts';
import type {Frame} from './frame.ts';
import {scoreText, statusTone} from './words.ts';

/** What a sum is of: `score` is what all its parts are to add up to. */
interface Ledger {
	name: string;
	score: number;
	status: Status;
	parts: readonly ScorePart[];
}

/** The server's own sum as a person writes one: what the shares give, what a rule takes, what rounding adds, and under it the score. */
export function ledgerLines({name, score, status, parts}: Ledger, {theme}: Frame): Line[] {
	const shares = parts.filter((part) => part.kind === 'share');
	const others = parts.filter((part) => part.kind !== 'share');
	const entry = (points: string, text: string): Line => [say('  '), cell(points, 6, 'strong', 'right'), say(`  ${text}`, 'dim')];
	const mean = (sumTenths(shares) / 10).toFixed(1);
	const total: Line = [
		say('  '),
		cell(scoreText(score, theme), 4, statusTone(status), 'right'),
		say(`    ${name}`, 'strong'),
		say(
			sumTenths(parts) === Math.round(score * 10) ? '' : '  which is not what these lines add up to: the server knows more than it lists',
			'severity.warning',
		),
	];
	return [
		[],
		entry(mean, 'all that is measured, each score by its weight'),
		...others.map((part) =>
			entry(pointsText(part.points, theme), part.kind === 'rule' ? ruleText(part, name) : 'rounding to whole points'),
		),
		total,
	];
}

function ruleText({title, score}: ScorePart, name: string): string {
	return score === null ? `because of ${title}` : `${title} decides: ${name} is at most ${Math.round(score)}`;
}

/** What one part gives, `+17.2`; a dash where it takes no part. */
export function givesText(id: string, parts: readonly ScorePart[], theme: Theme): string {
	const part = parts.find((one) => one.kind === 'share' && one.id === id);
	return part === undefined ? theme.glyphs.none : pointsText(part.points, theme);
}

/** `Database gives 17.2 of at most 27.8 points …`, where the server tells. */
export function shareText(id: string, title: string, {overall}: HealthReport): string | null {
	const part = overall.parts?.find((one) => one.kind === 'share' && one.id === id);
	if (part === undefined || part.share === null || overall.score === null) return null;
	return `${title} gives ${part.points.toFixed(1)} of at most ${(part.share * 100).toFixed(1)} points to the overall score of ${Math.round(overall.score)}.`;
}

function pointsText(points: number, {glyphs}: Theme): string {
	return `${points < 0 ? glyphs.minus : '+'}${Math.abs(points).toFixed(1)}`;
}

/** Whole tenths, because 0.1 + 0.2 is not 0.3. */
function sumTenths(parts: readonly ScorePart[]): number {
	return parts.reduce((sum, {points}) => sum + Math.round(points * 10), 0);
}
