import type {Status} from '../protocol/vocabulary.ts';

/** The marks of text output, with ASCII twins for a locale that cannot show more. */
export interface Glyphs {
	status: Record<Status, string>;
	separator: string;
	minus: string;
	dash: string;
}

const unicode: Glyphs = {
	status: {excellent: '✔', good: '●', warning: '▲', critical: '✖', unknown: '?', stale: '◌'},
	separator: ' · ',
	minus: '−',
	dash: '–',
};

const ascii: Glyphs = {
	status: {excellent: '+', good: 'o', warning: '!', critical: 'x', unknown: '?', stale: '~'},
	separator: ' | ',
	minus: '-',
	dash: '-',
};

/** Unicode where the locale says UTF-8 (or says nothing, as on macOS and Windows), else ASCII. */
export function chooseGlyphs(env: NodeJS.ProcessEnv): Glyphs {
	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
	return locale === '' || /utf-?8/i.test(locale) ? unicode : ascii;
}
