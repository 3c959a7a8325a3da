import type {Machine, Text, TextPart} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';

/** A path template as far as it could be read; what could not stands as a parameter. */
export interface PathText {
	text: string;
	isPartlyKnown: boolean;
}

export const emptyPath: PathText = {text: '', isPartlyKnown: false};

/** All templates that a value can be: of an array those of its items. Alternatives that are known in full win over those with holes: `process.env.PREFIX ?? 'api'`. */
export function pathTextsOf(machine: Machine, value: Value): PathText[] {
	const texts = machine.eachOf(value).flatMap(({value: one}) => {
		const array = machine.itemsOf(one);
		return array === null ? textsOfOne(machine, one) : array.items.flatMap((item) => pathTextsOf(machine, item));
	});
	const known = texts.filter(({isPartlyKnown}) => !isPartlyKnown);
	return distinct(known.length > 0 ? known : texts);
}

function textsOfOne(machine: Machine, value: Value): PathText[] {
	// Neither null nor false nor a function is a path.
	if (value.kind === 'literal' && typeof value.value !== 'string' && typeof value.value !== 'number') return [];
	if (value.kind === 'closure' || value.kind === 'object' || value.kind === 'regexp' || value.kind === 'class') return [];
	return machine.textsOf(value).map((text) => toPathText(machine, text));
}

function toPathText(machine: Machine, {parts}: Text): PathText {
	const spelt = parts.map((part) => spell(machine, part));
	return {text: spelt.map(({text}) => text).join(''), isPartlyKnown: spelt.some(({isPartlyKnown}) => isPartlyKnown)};
}

/** A variable that an environment file of the project sets is known. */
function spell(machine: Machine, part: TextPart): PathText {
	if (typeof part === 'string') return {text: part, isPartlyKnown: false};
	const set = part.value.kind === 'env' ? machine.project.env(part.value.name) : undefined;
	return set === undefined ? {text: `:${nameOf(part.text)}`, isPartlyKnown: true} : {text: set, isPartlyKnown: false};
}

/** `config.api.prefix` is named by its last part. */
function nameOf(text: string): string {
	return /(\w+)\W*$/.exec(text)?.[1] ?? 'unknown';
}

function distinct(texts: readonly PathText[]): PathText[] {
	const seen = new Map(texts.map((one) => [one.text, one]));
	return [...seen.values()];
}
