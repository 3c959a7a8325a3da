import {inFolder} from './manifests.ts';

/** What is set while developing goes before what is set elsewhere: the backend in the same project answers it. */
const names = `
	.env.development.local .env.local .env.development .env.dev .env .env.production.local .env.production .env.prod .env.staging
	.env.example .env.sample .env.template .env.dist .env.defaults .env.test
`
	.trim()
	.split(/\s+/);

/**
 * One variable as the `.env*` files of some folders set it, the first folder that does deciding; undefined when none does. Nothing but the value asked
 * for (and those it is made of) is kept.
 */
export function readVariable(name: string, folders: readonly string[], readText: (file: string) => string | undefined): string | undefined {
	for (const folder of folders) {
		const value = variableIn(name, folder, readText, 0);
		if (value !== undefined) return value;
	}
	return undefined;
}

function variableIn(name: string, folder: string, readText: (file: string) => string | undefined, depth: number): string | undefined {
	if (!/^\w+$/.test(name) || depth > 5) return undefined;
	const line = new RegExp(String.raw`^[\t ]*(?:export[\t ]+)?${name}[\t ]*=[\t ]*(.*)$`, 'gm');
	for (const file of names) {
		const text = readText(inFolder(folder, file));
		const given = text === undefined ? undefined : [...text.matchAll(line)].at(-1)?.[1];
		if (given !== undefined) return expand(given.trim(), (inner) => variableIn(inner, folder, readText, depth + 1));
	}
	return undefined;
}

/** Takes quotes and comments off, and puts other variables in: `${HOST}/api`. Single quotes keep everything as it is. */
function expand(text: string, valueOf: (name: string) => string | undefined): string {
	const [, quote, quoted] = /^(["'`])(.*?)\1/.exec(text) ?? [];
	const bare = quoted ?? text.replace(/(?:^|\s)#.*$/, '').trim();
	if (quote === "'") return bare;
	return bare.replaceAll(
		/(\\?)\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g,
		(whole, escape: string, braced?: string, fallback?: string, plain?: string) =>
			escape === '' ? (valueOf(braced ?? plain ?? '') ?? fallback ?? '') : whole.slice(1),
	);
}
