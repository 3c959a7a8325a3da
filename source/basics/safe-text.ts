import stringWidth from 'string-width';

export interface SafeTextOptions {
	/** Cells of a terminal that the result may take at most, an ellipsis included. */
	maxCells?: number;
	/** Keep line breaks (as `\n`, one cell each) instead of showing them as ␤. */
	lines?: boolean;
}

/**
 * Makes a foreign string safe to draw, log or store: no control or escape sequence, no bidi override, nothing invisible, no flood of
 * combining marks, at most `maxCells` (default 200) wide. Works in time bounded by `maxCells`, however long the string. Idempotent.
 */
export function safeText(value: string, {maxCells = 200, lines = false}: SafeTextOptions = {}): string {
	if (value.length <= maxCells && plain.test(value)) return value;
	const longest = maxCells * unitsPerCell;
	const visible = withoutFloods(withoutInvisible(withVisibleBreaks(value.slice(0, longest), lines)));
	return cutToCells(visible, maxCells, value.length > longest);
}

/** Printable Latin letters and typographic punctuation, each one cell wide: nearly everything real, so it is worth a shortcut. */
const plain = /^[ -~\u00a1-\u00ac\u00ae-\u02af\u2010-\u2015\u2018-\u201f\u2022\u2026]*$/;
/** More UTF-16 units than one honest cell ever needs: a surrogate pair and four marks are ten. */
const unitsPerCell = 32;

function withVisibleBreaks(text: string, lines: boolean): string {
	return text
		.replaceAll(escapeSequences, '')
		.replaceAll(/\r\n?|[\n\u0085\u2028\u2029]/g, lines ? '\n' : '␤')
		.replaceAll(/[\t\p{Space_Separator}]/gu, ' ');
}

/**
 * Whole escape sequences, so that a coloured message reads `failed` and not `[31mfailed[39m`. An unfinished one loses only its introducer.
 * No two neighbouring classes overlap: linear in the text's length.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const escapeSequences = new RegExp(
	[
		'(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
		'(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0000-\\u001f\\u007f-\\u009f]*(?:\\u0007|\\u001b\\\\|\\u009c)',
		'\\u001b[ -/]*[0-~]',
	].join('|'),
	'g',
);

function withoutInvisible(text: string): string {
	return text
		.replaceAll(/[\p{Surrogate}\p{Private_Use}\p{Noncharacter_Code_Point}]/gu, '\ufffd')
		.replaceAll(/(?!\n)[\p{Control}\p{Format}\p{Default_Ignorable_Code_Point}]/gu, '');
}

/** Things that pile up on one cell, marks and skin tones: a terminal and `string-width` disagree about floods of them. */
function withoutFloods(text: string): string {
	return text.replaceAll(/(\p{Mark}{4})\p{Mark}+/gu, '$1').replaceAll(/(\p{Emoji_Modifier})\p{Emoji_Modifier}+/gu, '$1');
}

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** `cut`: something is missing already, so the ellipsis is due however short the rest is. */
function cutToCells(text: string, maxCells: number, cut: boolean): string {
	let cells = 0;
	let kept = 0;
	for (const {segment, index} of graphemes.segment(text)) {
		cells += segment === '\n' ? 1 : stringWidth(segment);
		if (cells > maxCells) return ellipsed(text.slice(0, kept), maxCells);
		// What still leaves room for the ellipsis.
		if (cells < maxCells) kept = index + segment.length;
	}
	return cut ? ellipsed(text.slice(0, kept), maxCells) : text;
}

function ellipsed(text: string, maxCells: number): string {
	return maxCells > 0 ? `${text}…` : '';
}
