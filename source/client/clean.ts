import {safeText} from '../basics/safe-text.ts';
import {Unreadable} from './unreadable.ts';

/** A JSON value whose strings and keys are safe to draw. Objects have no prototype, so `__proto__` and `constructor` are names like any other. */
export type CleanJson = string | number | boolean | null | CleanJson[] | CleanObject;
export interface CleanObject {
	[key: string]: CleanJson;
}

/** Far above what a real report needs (10,000 findings are some 250,000 values), far below what hurts. */
export const limits = {depth: 64, values: 1_000_000, items: 100_000, keyCells: 200, stringCells: 2_000};

/** Parses JSON from outside and cleans it, keys too, once and for all; line breaks in strings become ␤. Throws Unreadable. */
export function parseClean(text: string): CleanJson {
	if (depthOf(text) > limits.depth) throw new Unreadable(`JSON nested more than ${limits.depth} levels deep`);
	return clean(parse(text), {left: limits.values});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The parser's own message quotes the text raw, so it must not travel on as a cause.
		throw new Unreadable(`broken JSON: ${excerpt(text)}`);
	}
}

/**
 * How deep brackets nest, from the text alone: asked before the parser or any recursion sees it. A plain loop, since a pattern over
 * megabytes of quotes would backtrack. Stops counting over the limit.
 */
function depthOf(text: string): number {
	let depth = 0;
	let deepest = 0;
	let inString = false;
	for (let index = 0; index < text.length && deepest <= limits.depth; index++) {
		const character = text[index];
		if (inString) {
			if (character === '\\') index++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
		else if (character === ']' || character === '}') depth--;
	}
	return deepest;
}

function clean(value: unknown, budget: {left: number}): CleanJson {
	if (--budget.left < 0) throw new Unreadable(`JSON with more than ${limits.values.toLocaleString('en')} values`);
	if (typeof value === 'string') return safeText(value, {maxCells: limits.stringCells});
	if (Array.isArray(value)) return cleanArray(value, budget);
	if (typeof value === 'object' && value !== null) return cleanObject(value, budget);
	return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function cleanArray(values: readonly unknown[], budget: {left: number}): CleanJson[] {
	if (values.length > limits.items) throw new Unreadable(`a JSON list with ${values.length.toLocaleString('en')} entries`);
	return values.map((value) => clean(value, budget));
}

function cleanObject(object: object, budget: {left: number}): CleanObject {
	const cleaned: CleanObject = Object.create(null);
	for (const [key, value] of Object.entries(object)) cleaned[safeText(key, {maxCells: limits.keyCells})] = clean(value, budget);
	return cleaned;
}

/** The first words of something foreign, for a sentence: cleaned, on one line, at most 80 cells. */
export function excerpt(text: string): string {
	return safeText(text.slice(0, 2_000).replaceAll(/\s+/g, ' ').trim(), {maxCells: 80}).trim();
}

/** A JSON object, not null and not a list. */
export function isObject(value: CleanJson | undefined): value is CleanObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
