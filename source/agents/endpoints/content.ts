/** Something wrong with the data of a well-formed answer. */
export interface ContentFault {
	rule: 'failure-in-ok' | 'broken-value' | 'placeholder' | 'empty-answer' | 'all-zero';
	/** What was found, and where: `$.savings is "NaN%"`. Not yet cleaned. */
	detail: string;
}

/** What a body holds, read once. */
export interface Contents {
	leaves: readonly Leaf[];
	numbers: number;
	nonZero: boolean;
	filled: boolean;
}

export interface Leaf {
	path: string;
	key: string;
	value: string | number | boolean | null;
}

/** Enough to know what kind of answer it is; a larger one is certainly no placeholder. */
const mostLeaves = 5000;
const mostNodes = 50_000;

/** Collects the values of a JSON document without recursion: a body may be nested thousands deep. */
export function readContents(value: unknown): Contents {
	const leaves: Leaf[] = [];
	const open: {path: string; key: string; value: unknown; depth: number}[] = [{path: '$', key: '', value, depth: 0}];
	for (let nodes = 0; open.length > 0 && leaves.length < mostLeaves && nodes < mostNodes; nodes++) {
		const node = open.pop()!;
		if (!isContainer(node.value)) {
			if (isLeafValue(node.value)) leaves.push({path: node.path, key: node.key, value: node.value});
			continue;
		}
		const isList = Array.isArray(node.value);
		const entries = Object.entries(node.value).slice(0, mostLeaves).toReversed();
		for (const [key, child] of entries) {
			// Deeper paths are cut: they would cost the square of the depth.
			const path = node.depth > 20 ? node.path : `${node.path}${isList ? `[${key}]` : `.${key}`}`;
			open.push({path, key: isList ? node.key : key, value: child, depth: node.depth + 1});
		}
	}
	const numbers = leaves.filter((leaf) => typeof leaf.value === 'number');
	return {
		leaves,
		numbers: numbers.length,
		nonZero: numbers.some((leaf) => leaf.value !== 0),
		filled: leaves.some((leaf) => leaf.value !== null && leaf.value !== ''),
	};
}

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isLeafValue(value: unknown): value is Leaf['value'] {
	return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A failure told inside a 200: `{success: false}`, or an `error` and no data beside it. */
export function findFailure(value: unknown): ContentFault | undefined {
	if (!isContainer(value) || Array.isArray(value)) return undefined;
	const {success, ok, error, data} = value;
	if (success === false) return {rule: 'failure-in-ok', detail: '$.success is false'};
	if (ok === false) return {rule: 'failure-in-ok', detail: '$.ok is false'};
	if (data !== undefined && data !== null) return undefined;
	if (typeof error === 'string' && error !== '') return {rule: 'failure-in-ok', detail: `$.error is ${JSON.stringify(error)}`};
	if (typeof error === 'object' && error !== null && Object.keys(error).length > 0)
		return {rule: 'failure-in-ok', detail: '$.error is filled'};
	return undefined;
}

/** A computation that went wrong and was printed: `NaN%`, `Invalid Date`, `[object Object]`, `undefined`. Prose that speaks of NaN is fine. */
export function findBrokenValue(leaves: readonly Leaf[]): ContentFault | undefined {
	const broken = leaves.find(
		(leaf) => typeof leaf.value === 'string' && leaf.value.length <= longestPrintedValue && printedFault.test(leaf.value.trim()),
	);
	return broken && {rule: 'broken-value', detail: `${broken.path} is ${JSON.stringify(broken.value)}`};
}

/** A printed value is short; a longer text is prose. */
const longestPrintedValue = 60;
/** NaN and Infinity alone, with a unit, or with a unit inside a short phrase (`NaN% faster`); the others as they come out of a template. */
const printedFault =
	/^[$€£+-]?\s?(?:NaN|Infinity)\s?(?:%|x|[nµm]?s|min|h|d|seconds|minutes|hours|days|[kMGT]?i?B(?:\/s)?)?$|(?:^|[\s(])[+-]?(?:NaN|Infinity)(?:%|[nµm]?s\b|[kMGT]?i?B\b)|^Invalid Date$|^undefined$|\[object Object\]/u;

/** A stand-in instead of data: the whole answer is one phrase such as `Not implemented` or `Coming soon`, or any value is lorem ipsum. */
export function findPlaceholder(leaves: readonly Leaf[]): ContentFault | undefined {
	const latin = leaves.find((leaf) => typeof leaf.value === 'string' && /\blorem ipsum\b/iu.test(leaf.value));
	if (latin !== undefined) return {rule: 'placeholder', detail: `${latin.path} is "lorem ipsum"`};
	if (leaves.length > mostPlaceholderLeaves) return undefined;
	const phrase = leaves.find(
		(leaf) => typeof leaf.value === 'string' && (leaf.key === '' || messageKeys.test(leaf.key)) && isPlaceholder(leaf.value),
	);
	return phrase && {rule: 'placeholder', detail: `${phrase.path} is ${JSON.stringify(phrase.value)}`};
}

/** `{status, message, code}` and the like: an answer with more than that has data. A to-do named `TODO` has an id, a title and a state. */
const mostPlaceholderLeaves = 3;
/** Where a stand-in says so; a `title` or `name` may be called anything. */
const messageKeys = /^(?:message|msg|status|detail|info|note|data|result|response|body|value|content|todo|text)$/iu;
const phrases = [
	/^(?:todo|fixme|tbd|wip|stub|dummy|placeholder|mock(?:ed)?(?: data)?|(?:sample|dummy|fake) data|foo|bar|foobar)(?:\s?[:!.…-].{0,40})?$/iu,
	/^(?:this (?:endpoint|route|feature|api|page) (?:is |has )?)?(?:(?:not|un)[\s_-]?(?:yet[\s_-])?(?:been )?implemented|coming soon|under construction|to be (?:done|implemented|defined))(?:[\s:.!…-].{0,40})?$/iu,
];

function isPlaceholder(text: string): boolean {
	return text.length <= 80 && phrases.some((phrase) => phrase.test(text.trim()));
}

/** An answer without any value. A list may be empty by right, so `[]` and `{"items": []}` are silent. */
export function findEmpty(value: unknown): ContentFault | undefined {
	if (value === null) return {rule: 'empty-answer', detail: 'the body is null'};
	if (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0)
		return {rule: 'empty-answer', detail: 'the body is {}'};
	return undefined;
}

/**
 * At least three figures, all zero: figures that nobody computes look like this, and so does a day without business. An answer with a list
 * is silent: its counts and offsets are zero when the list is empty.
 */
export function findAllZero(value: unknown, {numbers, nonZero, leaves}: Contents): ContentFault | undefined {
	if (numbers < fewestFigures || nonZero || holdsList(value)) return undefined;
	const names = leaves.filter((leaf) => leaf.value === 0).slice(0, 3);
	return {rule: 'all-zero', detail: `${names.map((leaf) => leaf.path).join(', ')}${numbers > names.length ? ' …' : ''} are 0`};
}

const fewestFigures = 3;

function holdsList(value: unknown): boolean {
	return (
		Array.isArray(value) || (typeof value === 'object' && value !== null && Object.values(value).some((child) => Array.isArray(child)))
	);
}
