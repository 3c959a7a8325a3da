import {readFileSync} from 'node:fs';
import path from 'node:path';
import {lineReader} from '../agents/api-paths/output/code-frame.ts';
import type {TextLook} from '../agents/api-paths/output/text.ts';
import {chooseGlyphs} from './glyphs.ts';
import {painter} from './painter.ts';
import type {PathsSettings} from './paths-settings.ts';

/** Colours where stdout is a terminal that has them (or FORCE_COLOR says so); paths as they lead there from the working directory. */
export function lookOf({root, env, workingDirectory}: PathsSettings): TextLook {
	const glyphs = chooseGlyphs(env);
	return {
		marks: {
			critical: glyphs.status.critical,
			warning: glyphs.status.warning,
			info: glyphs.status.good,
			passed: glyphs.status.excellent,
			separator: glyphs.separator,
			bar: glyphs.separator.includes('|') ? '|' : '│',
		},
		paint: painter(env),
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
