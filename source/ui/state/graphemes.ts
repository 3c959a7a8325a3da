const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** A text in the characters that people see: an accent or a joined emoji is one with its base. */
export function graphemes(text: string): readonly string[] {
	return Array.from(segmenter.segment(text), ({segment}) => segment);
}
