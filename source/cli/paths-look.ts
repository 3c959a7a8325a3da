import {readFileSync} from 'node:fs';
import path from 'node:path';
import {lineReader} from '../agents/api-paths/output/code-frame.ts';
import type {TextLook} from '../agents/api-paths/output/text.ts';
import {makeTheme} from '../ui/theme.ts';
import {chooseGlyphs} from './glyphs.ts';
import type {PathsSettings} from './paths-settings.ts';

/** Colours where stdout is a terminal that has them (or FORCE_COLOR says so); paths as they lead there from the working directory. */
export function lookOf({root, env, workingDirectory}: PathsSettings): TextLook {
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
			separator: glyphs.separator,
			bar: glyphs.separator.includes('|') ? '|' : '│',
		},
		paint: (role, text) => (isColoured ? `\u001b[${sgr[tones[role]].join(';')}m${text}\u001b[0m` : text),
		lineOf: lineReader((file) => rawText(path.join(root, file))),
		shownFile: (file) => shownFrom(workingDirectory, path.join(root, file)),
	};
}

/** Relative below the working directory, where it is short; absolute elsewhere. */
function shownFrom(workingDirectory: string, absolute: string): string {
	const relative = path.relative(workingDirectory, absolute);
	return relative.startsWith('..') ? absolute : relative;
}

/** The text of a file as it is on disk; undefined when it went away meanwhile. */
export function rawText(absolute: string): string | undefined {
	try {
		return readFileSync(absolute, 'utf8');
	} catch {
		return undefined;
	}
}
