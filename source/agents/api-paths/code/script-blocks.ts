export type Dialect = 'jsx' | 'ts' | 'tsx';

/** The code of a file, with every offset as it is in the file. */
export interface Scripts {
	text: string;
	dialect: Dialect;
}

const openingTag = /<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const closingTag = /<\/script\s*>/gi;
const comments = /<!--[\s\S]*?-->/g;

/** The scripts of a component or page (`.vue`, `.svelte`, `.html`), what is between them blanked out; any other file as it is. */
export function scriptsOf(file: string, text: string): Scripts {
	if (!/\.(?:vue|svelte|html?)$/.test(file)) return {text, dialect: dialectOf(file)};
	const pieces: string[] = [];
	let dialect: Dialect = 'jsx';
	let done = 0;
	for (const {start, end, language} of blocksOf(text)) {
		// A script may end without a semicolon on the line where the next one starts; there is room for one in its closing tag.
		pieces.push(blank(text.slice(done, start)), text.slice(start, end), ';'.slice(0, text.length - end));
		done = end + 1;
		if (language !== 'jsx') dialect = language;
	}
	pieces.push(blank(text.slice(done)));
	return {text: pieces.join(''), dialect};
}

interface Block {
	start: number;
	end: number;
	language: Dialect;
}

function blocksOf(page: string): Block[] {
	const text = page.replace(comments, blank);
	const blocks: Block[] = [];
	openingTag.lastIndex = 0;
	for (let tag = openingTag.exec(text); tag !== null; tag = openingTag.exec(text)) {
		const start = openingTag.lastIndex;
		closingTag.lastIndex = start;
		const closing = closingTag.exec(page);
		const end = closing?.index ?? text.length;
		openingTag.lastIndex = end;
		const language = languageOf(tag[1] ?? '');
		if (language !== null) blocks.push({start, end, language});
	}
	return blocks;
}

/** Null for what is no code to run: data, templates, import maps. */
function languageOf(attributes: string): Dialect | null {
	const type = valueOf(attributes, 'type');
	if (type !== null && !/^(?:module|(?:text|application)\/(?:javascript|ecmascript|babel|typescript|jsx|ts|tsx))?$/i.test(type))
		return null;
	const language = (valueOf(attributes, 'lang') ?? '').toLowerCase();
	if (language === 'tsx') return 'tsx';
	return language === 'ts' || language === 'typescript' || /typescript|\/ts$/.test(type ?? '') ? 'ts' : 'jsx';
}

function valueOf(attributes: string, name: string): string | null {
	const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
	return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? '');
}

/** `.js` may hold JSX; `.ts` may not, since `<T>x` is a cast there. */
function dialectOf(file: string): Dialect {
	if (file.endsWith('.tsx')) return 'tsx';
	return /\.[cm]?ts$/.test(file) ? 'ts' : 'jsx';
}

/** Spaces in place of everything but the ends of lines. */
export function blank(text: string): string {
	return text.replace(/[^\r\n]/g, ' ');
}
