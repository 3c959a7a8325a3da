/** V8 makes a text of 13 characters and more a view of the one it was cut from. */
const shortestView = 13;

/** The same text in memory of its own. What is cut out of a line would else hold the whole line for as long as it is kept. */
export function ownText(text: string): string {
	return text.length < shortestView ? text : (JSON.parse(JSON.stringify(text)) as string);
}
