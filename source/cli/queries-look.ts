import type {QueriesTextLook} from '../agents/queries/output/text.ts';
import {chooseGlyphs} from './glyphs.ts';
import {painter} from './painter.ts';

/** Colours where stdout is a terminal that has them, or FORCE_COLOR says so; marks that the locale can show. */
export function queriesLook(env: NodeJS.ProcessEnv): QueriesTextLook {
	const glyphs = chooseGlyphs(env);
	return {
		marks: {
			critical: glyphs.status.critical,
			warning: glyphs.status.warning,
			info: glyphs.status.good,
			passed: glyphs.status.excellent,
			dash: glyphs.dash,
		},
		paint: painter(env),
	};
}
