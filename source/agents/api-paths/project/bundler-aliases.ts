import {nodesIn, parseNodes, type Node} from '../code/syntax-nodes.ts';
import {asRecord} from './json-with-comments.ts';
import {folderOf, inFolder} from './manifests.ts';

/** One name that a bundler's config replaces: `@` → `src`. */
export interface Alias {
	name: string;
	/** Without the end anchor `$`, what follows the name is kept. */
	isExact: boolean;
	/** Where it may lead, relative to the root, best first. */
	targets: string[];
	/** Folder of the config: it holds for what lies below. */
	folder: string;
}

const configName =
	/^(?:(?:vite|vitest|webpack|rollup|rspack|rsbuild|nuxt|svelte|astro|vue|craco|quasar|electron\.vite|babel|metro)\.config(?:\.[\w-]+)?|webpack\.[\w.-]+|config-overrides|\.babelrc|\.umirc)\.[cm]?[jt]s$|^\.babelrc(?:\.json)?$|^babel\.config\.json$/;

/** Whether a file may hold aliases. */
export function isBundlerConfig(name: string): boolean {
	return configName.test(name);
}

/** Reads `alias` from the text of a config: nothing is run, so a path is what its string literals say, checked against what is there. */
export function readAliases(file: string, text: string, isThere: (path: string) => boolean): Alias[] {
	if (!text.includes('alias')) return [];
	const program = programOf(file, text);
	const constants = constantsOf(program);
	const folder = folderOf(file);
	return propertiesNamed(program, 'alias').flatMap((value) =>
		entriesOf(value, constants).flatMap(({name, target}) => {
			const targets = targetsOf(stringsIn(target, constants), folder).filter(isThere);
			const bare = name
				.replace(/^\^/, '')
				.replace(/\$$/, '')
				.replace(/\/(?:\*|\(\.\*\))?$/, '');
			return targets.length === 0 || bare === ''
				? []
				: [{name: bare, isExact: name.endsWith('$') && !name.startsWith('^'), targets, folder: packageOf(folder)}];
		}),
	);
}

/** Configs in `build/` or `config/` are about the folder above. */
function packageOf(folder: string): string {
	return /(?:^|\/)(?:build|config|configs|webpack)$/.test(folder) ? folderOf(folder) : folder;
}

function programOf(file: string, text: string): Node {
	const isJson = /\.json$|\.babelrc$/.test(file);
	return parseNodes(isJson ? `(${text})` : text, 'ts');
}

function constantsOf(program: Node): Map<string, unknown> {
	const constants = new Map<string, unknown>();
	for (const node of nodesIn(program)) {
		const name = asRecord(node['id'])?.['name'];
		if (node.type === 'VariableDeclarator' && typeof name === 'string' && node['init'] !== null) constants.set(name, node['init']);
	}
	return constants;
}

function propertiesNamed(program: Node, name: string): unknown[] {
	return [...nodesIn(program)].filter((node) => node.type === 'Property' && keyOf(node) === name).map((node) => node['value']);
}

function keyOf(property: Node): string | undefined {
	const key = asRecord(property['key']);
	if (typeof key?.['value'] === 'string') return key['value'];
	return property['computed'] === true || typeof key?.['name'] !== 'string' ? undefined : key['name'];
}

/** `{'@': path}` and `[{find: '@', replacement: path}]`, also through a constant. */
function entriesOf(value: unknown, constants: Map<string, unknown>, depth = 0): {name: string; target: unknown}[] {
	const node = asRecord(value);
	if (node === undefined || depth > 3) return [];
	if (node['type'] === 'Identifier') return entriesOf(constants.get(String(node['name'])), constants, depth + 1);
	if (node['type'] === 'ArrayExpression') return (node['elements'] as unknown[]).flatMap(findAndReplacement);
	if (node['type'] !== 'ObjectExpression') return [];
	return (node['properties'] as Node[]).flatMap((property) => {
		if (property.type === 'SpreadElement') return entriesOf(property['argument'], constants, depth + 1);
		const name = keyOf(property);
		return name === undefined ? [] : [{name, target: property['value']}];
	});
}

function findAndReplacement(element: unknown): {name: string; target: unknown}[] {
	const properties = (asRecord(element)?.['properties'] ?? []) as Node[];
	const valueOf = (name: string) => asRecord(properties.find((property) => keyOf(property) === name)?.['value']);
	const find = valueOf('find');
	const name = asRecord(find?.['regex'])?.['pattern'] ?? find?.['value'];
	return typeof name === 'string' ? [{name: name.replaceAll('\\/', '/'), target: valueOf('replacement')}] : [];
}

/** The string literals of an expression in order: `path.resolve(__dirname, '..', 'src')` → `..`, `src`. */
function stringsIn(value: unknown, constants: Map<string, unknown>, depth = 0): string[] {
	const node = asRecord(value);
	if (node === undefined || depth > 6) return [];
	const inner = (each: unknown): string[] => stringsIn(each, constants, depth + 1);
	switch (node['type']) {
		case 'Literal':
			return typeof node['value'] === 'string' ? [node['value']] : [];
		case 'TemplateLiteral':
			return templateStrings(node, inner);
		case 'Identifier':
			return inner(constants.get(String(node['name'])));
		case 'CallExpression':
		case 'NewExpression':
			return (node['arguments'] as unknown[]).flatMap(inner);
		case 'BinaryExpression':
			return [[...inner(node['left']), ...inner(node['right'])].join('')];
		case 'MemberExpression':
			return inner(node['object']);
		case 'ArrayExpression':
			return (node['elements'] as unknown[]).slice(0, 1).flatMap(inner);
		default:
			return [];
	}
}

function templateStrings(node: Record<string, unknown>, inner: (each: unknown) => string[]): string[] {
	const quasis = (node['quasis'] as Node[]).map((quasi) => textOf(asRecord(quasi['value'])?.['cooked']));
	const holes = (node['expressions'] as unknown[]).map((hole) => inner(hole).join('/'));
	return [quasis.map((quasi, index) => `${quasi}${holes[index] ?? ''}`).join('')];
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** From the config's own folder; with a slash in front from it too, as Vite reads it; and from the folder above for configs in a folder of their own. */
function targetsOf(strings: readonly string[], folder: string): string[] {
	const path = strings.map((text) => text.replace(/^file:\/\//, '').replace(/^[~@]{2}?\//, '')).join('/');
	if (path === '') return [];
	const relative = `./${path}`.replace(/\/\*$/, '');
	return [...new Set([inFolder(folder, relative), inFolder(folderOf(folder), relative)])].filter((target) => !target.startsWith('..'));
}
