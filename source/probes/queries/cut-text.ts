/** What a query's own text weighs is reckoned for longer ones only: most are shorter, and of a service's few texts. */
export const shortText = 200;
/** Longer texts are cut: a dump written as one statement says nothing that its beginning does not. */
export const longestText = 8192;

/** The text, or its beginning with the `...` that marks a cut. The rest is let go: a slice of a string keeps the whole of it alive. */
export function cutText(text: string): string {
	return text.length <= longestText ? text : `${Buffer.from(text.slice(0, longestText)).toString()} ...`;
}
