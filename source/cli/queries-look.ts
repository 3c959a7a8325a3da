import type {QueriesTextLook} from '../agents/queries/output/text.ts';
import {makeTheme} from '../ui/theme.ts';
import {chooseGlyphs} from './glyphs.ts';

/** Colours where stdout is a terminal that has them, or FORCE_COLOR says so; marks that the locale can show. */
export function queriesLook(env: NodeJS.ProcessEnv): QueriesTextLook {
	const glyphs = chooseGlyphs(env);
	const {sgr, depth} = makeTheme({env});
	const isColoured = depth !== 'none' && (process.stdout.isTTY || env['FORCE_COLOR'] !== undefined);
	const tones = {
		critical: 'severity.critical',
		warning: 'severity.warning',
		info: 'severity.info',
		done: 'done',
		strong: 'strong',
		dim: 'dim',
	} as const;
	return {
		marks: {
			critical: glyphs.status.critical,
			warning: glyphs.status.warning,
			info: glyphs.status.good,
			passed: glyphs.status.excellent,
			dash: glyphs.dash,
		},
		paint: (role, text) => (isColoured ? `\u001b[${sgr[tones[role]].join(';')}m${text}\u001b[0m` : text),
	};
}
