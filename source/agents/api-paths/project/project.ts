/** Where an import leads. */
export type Resolved =
	| {kind: 'file'; file: string}
	/** Outside the project: `name` is the package (`@scope/x`), `subpath` what follows it, without slash in front. */
	| {kind: 'package'; name: string; subpath: string}
	/** Styles, pictures, JSON (`json` is readable through `readText`). */
	| {kind: 'asset'; file: string}
	| {kind: 'unresolved'; specifier: string};

/** The files under the root and what is known about them without evaluating any. Reads only below the root; follows no link out of it. */
export interface Project {
	/** Absolute. */
	root: string;
	/** Code to analyse, relative with `/`, sorted: not tests, mocks, stories, type declarations, build output, minified bundles. */
	files: readonly string[];
	/** What was left out although it looks like code: minified bundles, files over 10 MB, unreadable ones. */
	unanalysed: readonly {file: string; reason: string}[];
	/** Where an import leads; the same function as long as no file comes, goes or configures anything. */
	resolve: (from: string, specifier: string) => Resolved;
	/** The major version of a package as the nearest package.json (or node_modules) over `from` says; null when unknown. */
	majorOf(from: string, packageName: string): number | null;
	/** Is a package named in the nearest package.json, or any package.json of the project when `from` is undefined? */
	dependsOn(packageName: string, from?: string): boolean;
	/** A variable as the project's `.env*` files set it (only names asked for are ever read); undefined when none does. `from`: those over that file alone. */
	env: (name: string, from?: string) => string | undefined;
	/** Any text file below the root, such as a config file; undefined when it is not there. */
	readText(file: string): string | undefined;
	/** Files of any kind below a folder, relative to the root: for file-based routes. */
	filesUnder(folder: string): readonly string[];
}
