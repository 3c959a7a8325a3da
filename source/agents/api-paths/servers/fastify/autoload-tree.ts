/** What `@fastify/autoload` finds in a folder: files in the order of loading, with the prefix that their folders give. */
export interface FoundPlugin {
	file: string;
	/** `/users/:id`; empty at the top. */
	prefix: string;
	isHook: boolean;
}

export interface AutoloadRules {
	/** Below the root of the project, without a slash at the end. */
	folder: string;
	/** The prefix that the name of a folder adds; null adds nothing. */
	nameOfFolder: (parent: string, name: string) => string | null;
	isScript: (name: string) => boolean;
	isIndex: (name: string) => boolean;
	/** Loaded before the plugins of its folder, and never as one. */
	isHook: (name: string) => boolean;
	hasHooks: boolean;
	/** Entries left out, by their path below the folder. */
	isIgnored: (path: string) => boolean;
	/** Files left out, by `/` and their path below the folder. */
	isFiltered: (path: string) => boolean;
	deepest: number;
}

/**
 * Walks as autoload does: beside an index file other files of its folder are not loaded (its folders are), and each folder adds its name to
 * the prefix.
 */
export function findPlugins(files: readonly string[], rules: AutoloadRules): FoundPlugin[] {
	const start = rules.folder === '' ? '' : `${rules.folder}/`;
	const below = files.filter((file) => file.startsWith(start)).map((file) => file.slice(start.length));
	return walk(below, '', '', 0, rules).map((found) => ({...found, file: start + found.file}));
}

function walk(files: string[], at: string, prefix: string, depth: number, rules: AutoloadRules): FoundPlugin[] {
	const own = files.filter((file) => !file.slice(at.length).includes('/'));
	const folders = new Set(files.flatMap((file) => firstFolder(file.slice(at.length))));
	const index = own.find((file) => rules.isIndex(file.slice(at.length)));
	const loaded = index === undefined ? own.filter((file) => isPlugin(file, at, rules)) : [index];
	const hooks = rules.hasHooks ? own.filter((file) => rules.isHook(file.slice(at.length))) : [];
	return [
		...hooks.map((file) => ({file, prefix, isHook: true})),
		...loaded.filter((file) => !rules.isFiltered(`/${file}`)).map((file) => ({file, prefix, isHook: false})),
		...[...folders].flatMap((name) => enter(files, at, name, prefix, depth, rules)),
	];
}

function isPlugin(file: string, at: string, rules: AutoloadRules): boolean {
	const name = file.slice(at.length);
	return rules.isScript(name) && !rules.isHook(name) && !rules.isIgnored(file);
}

function enter(files: string[], at: string, name: string, prefix: string, depth: number, rules: AutoloadRules): FoundPlugin[] {
	const folder = `${at}${name}`;
	if (depth >= rules.deepest || rules.isIgnored(folder)) return [];
	const inside = files.filter((file) => file.startsWith(`${folder}/`));
	const added = rules.nameOfFolder(at, name);
	return walk(inside, `${folder}/`, `${prefix === '' ? '/' : `${prefix}/`}${added ?? ''}`, depth + 1, rules);
}

function firstFolder(path: string): string[] {
	const slash = path.indexOf('/');
	return slash < 0 ? [] : [path.slice(0, slash)];
}
