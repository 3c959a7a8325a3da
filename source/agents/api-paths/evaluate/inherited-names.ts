/** Names that every object of JavaScript has: a table that is asked for one of them would answer with a function of its own. */
export function isInherited(name: string): boolean {
	return name in Object.prototype;
}
