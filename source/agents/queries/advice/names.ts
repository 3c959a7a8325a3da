/** Names of variables and models for names of tables and columns: what a person would most likely have called them. */

/** `order_items` → `orderItems` */
export function camel(name: string): string {
	const words = name.split(/[^\p{L}\d]+/u).filter((word) => word !== '');
	const joined = words
		.map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
		.join('');
	return /^[\p{L}]/u.test(joined) ? joined : `the${joined}`;
}

/** `order_items` → `OrderItem` */
export function modelName(table: string): string {
	const name = camel(table);
	return singular(name.charAt(0).toUpperCase() + name.slice(1));
}

/** `order_id` → `orderIds`, `category` → `categories` */
export function listName(column: string): string {
	const name = camel(column);
	if (name.endsWith('s')) return /(?:ss|us|is)$/.test(name) ? `${name}es` : name;
	return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** `companies` → `company`, `Items` → `Item`; a word that is no plural stays. */
function singular(name: string): string {
	if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
	if (/(?:ss|us|is)$/i.test(name)) return name;
	if (/(?:[sx]|ch|sh)es$/.test(name) && !/(?:us|as|os)es$/.test(name)) return name.slice(0, -2);
	return name.replace(/s$/, '');
}

/** The variable that holds a value: `status`, `limit`. Words of the language are not free. */
export function valueName(label: string): string {
	const name = camel(label === label.toUpperCase() ? label.toLowerCase() : label);
	return reserved.has(name) ? `${name}Value` : name;
}

/** Is it a name that needs no quotes in JavaScript? */
export function isPlainName(name: string): boolean {
	return /^[\p{L}_$][\p{L}\d_$]*$/u.test(name);
}

const reserved = new Set(
	`await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in
	instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield`.split(
		/\s+/,
	),
);
