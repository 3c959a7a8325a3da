const plain =
	/^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u2193\u2212\u2500-\u259F\u25B2\u25B8\u25C6\u25CB\u25CF\u2714\u2716\u2800-\u28FF]*$/u;
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Controls, bidi, zero-width and tag characters, variation selectors, skin tones, lone surrogates. */
const unsteady = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]|[\u{1F3FB}-\u{1F3FF}]|\u20E3/gu;
const regional = /[\u{1F1E6}-\u{1F1FF}]/gu;
const manyMarks = /(\p{M}{2})\p{M}+/gu;

/**
 * The same text with nothing in it that could move a cursor or that terminals disagree about the width of: no control bytes, joined emoji taken apart,
 * flags as letters, at most two combining marks on a letter. The client cleans what it parses; this is the last gate before the screen.
 */
export function steady(text: string): string {
	if (plain.test(text)) return text;
	return text
		.replace(breaks, ' ')
		.replace(unsteady, '')
		.replace(regional, (flag) => String.fromCodePoint((flag.codePointAt(0) ?? 0) - 0x1_f1_e6 + 0x41))
		.replace(manyMarks, '$1');
}
