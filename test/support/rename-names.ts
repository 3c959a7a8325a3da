import path from 'node:path';
import {parseSync} from 'oxc-parser';

/** A node of the parser's tree. */
export type Node = Record<string, unknown> & {type: string; start: number; end: number};

/** A piece of a text and what stands there instead. */
export interface Edit {
	start: number;
	end: number;
	text: string;
}

/** A name where it is declared or used, not where it is that of a property. */
interface Mention {
	name: string;
	at: number;
	/** `{name}`: the property keeps its name. */
	isShorthand: boolean;
	/** In the function it stands in, or in one around it, something of this name is declared. */
	isBound: boolean;
}

interface Scope {
	parent: Scope | null;
	declared: Set<string>;
}

interface File {
	program: Node;
	mentions: Mention[];
	/** Declared at its top level. */
	ownNames: Set<string>;
	/** Not for us to name: what something outside of the file knows it by. */
	fixedNames: Set<string>;
	isModule: boolean;
}

/** The text with some pieces replaced. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
	let result = '';
	let at = 0;
	for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
		result += text.slice(at, edit.start) + edit.text;
		at = edit.end;
	}
	return result + text.slice(at);
}

/** The tree of a file's text, null where it is no plain code or cannot be read whole. */
export function parseFile(file: string, text: string): Node | null {
	const extension = path.extname(file);
	if (!/^\.[cm]?[jt]sx?$/.test(extension)) return null;
	const lang = /^\.[cm]?ts$/.test(extension) ? 'ts' : extension === '.tsx' ? 'tsx' : 'jsx';
	const {program, errors} = parseSync('code', text, {lang, sourceType: 'unambiguous', preserveParens: false});
	return errors.length > 0 ? null : (program as unknown as Node);
}

/** Nodes right below a node, with the key they stand under. */
export function* childrenOf(node: Node): Generator<[string, Node]> {
	for (const [key, value] of Object.entries(node)) {
		for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) yield [key, each];
	}
}

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/**
 * All names that a project declares for itself (variables, functions, classes, parameters, imports under whatever name) replaced by meaningless ones, exported ones too where
 * only imports mention them. Names of properties and of types alone stay. No line moves. Answers the new texts, and how many mentions changed.
 */
export function renameNames(texts: ReadonlyMap<string, string>): {texts: Map<string, string>; renamed: number} {
	const files = new Map<string, File>();
	for (const [file, text] of texts) {
		const program = parseFile(file, text);
		if (program !== null) files.set(file, readFile(program));
	}
	const foreign = [...texts].filter(([file]) => !files.has(file)).map(([, text]) => text);
	const outside = new Set(foreign.flatMap((text) => text.match(/[\w$]+/g) ?? []));
	const shared = sharedBetweenScripts(files);
	const exported = exportedTogether(files, outside);
	const fresh = namer();
	let renamed = 0;
	const result = new Map(texts);
	for (const [file, {program, mentions, fixedNames}] of files) {
		const unbound = mentions.flatMap(({name, isBound}) => (isBound ? [] : [name]));
		const kept = new Set([...outside, ...shared, ...fixedNames, ...unbound]);
		const edits = mentions
			.filter(({name}) => !kept.has(name))
			.map(({name, at, isShorthand}) => ({start: at, end: at + name.length, text: isShorthand ? `${name}: ${fresh(name)}` : fresh(name)}));
		renamed += edits.length;
		const text = texts.get(file) ?? '';
		result.set(file, applyEdits(text, [...edits, ...editsOfModule(program, text, {kept, exported, fresh})]));
	}
	return {texts: result, renamed};
}

/** The case of the first letter tells components from elements. */
function namer(): (name: string) => string {
	const given = new Map<string, string>();
	return (name) => {
		const known = given.get(name) ?? `${/^[A-Z]/.test(name) ? 'Q' : 'q'}${given.size}z`;
		given.set(name, known);
		return known;
	};
}

/** Names of scripts without imports and exports, which share what is at their top level. */
function sharedBetweenScripts(files: ReadonlyMap<string, File>): Set<string> {
	const own = [...files.values()].filter(({isModule}) => !isModule).flatMap(({ownNames}) => [...ownNames]);
	const free = new Set([...files.values()].flatMap(({mentions}) => mentions.filter(({isBound}) => !isBound).map(({name}) => name)));
	return new Set(own.filter((name) => free.has(name)));
}

/** Names exported and imported in the project that nothing else mentions: no property, no text, no framework. */
function exportedTogether(files: ReadonlyMap<string, File>, outside: ReadonlySet<string>): Set<string> {
	const programs = [...files.values()].map(({program}) => program);
	const declared = programs.flatMap((program) => directExports(program).flatMap(({names}) => names));
	const imported = new Set(programs.flatMap((program) => ownImports(program).map(({name}) => name)));
	const mentioned = new Set([...outside, ...programs.flatMap((program) => [...otherMentions(program)])]);
	return new Set(declared.filter((name) => imported.has(name) && !mentioned.has(name)));
}

/** `export const a = 1`, `export function a() {}`: where, and which names. */
function directExports(program: Node): {node: Node; declaration: Node; names: string[]}[] {
	return bodyOf(program).flatMap((node) => {
		const declaration = node['declaration'];
		if (node.type !== 'ExportNamedDeclaration' || !isNode(declaration)) return [];
		return [{node, declaration, names: namesDeclaredBy(declaration)}];
	});
}

/** Named imports and re-exports from files of the project, as far as the specifier tells. */
function ownImports(program: Node): {name: string; at: number; local: string}[] {
	return bodyOf(program).flatMap((node) => {
		if (node.type !== 'ImportDeclaration' || !/^[.~]|^@\//.test(sourceOf(node))) return [];
		return namedImports(node).map(({imported, local}) => ({name: nameOf(imported), at: imported.start, local: nameOf(local)}));
	});
}

/** Names in any other place than a plain export, an import, or a use. */
function* otherMentions(node: Node): Generator<string> {
	for (const [key, child] of childrenOf(node)) {
		if (node.type === 'ExportSpecifier') yield nameOf(child);
		else if (child.type === 'Identifier' && isPropertyPlace(node, key) && node.type !== 'ImportSpecifier') yield nameOf(child);
		else if (child.type === 'Literal' && typeof child['value'] === 'string') yield child['value'];
		if (node.type === 'ImportDeclaration' && key === 'specifiers' && !/^[.~]|^@\//.test(sourceOf(node))) yield nameOf(child['imported']);
		yield* otherMentions(child);
	}
}

interface Plan {
	kept: ReadonlySet<string>;
	exported: ReadonlySet<string>;
	fresh: (name: string) => string;
}

/** What links a file's own names with those it exports and imports. */
function editsOfModule(program: Node, text: string, plan: Plan): Edit[] {
	return [...editsOfImports(program, plan), ...editsOfExports(program, text, plan)];
}

function editsOfImports(program: Node, {kept, exported, fresh}: Plan): Edit[] {
	const linked = new Set(
		ownImports(program)
			.filter(({name}) => exported.has(name))
			.map(({at}) => at),
	);
	return bodyOf(program).flatMap((node) => {
		if (node.type !== 'ImportDeclaration') return [];
		return namedImports(node).flatMap(({imported, local}) => {
			const name = nameOf(imported);
			const there = linked.has(imported.start) ? fresh(name) : name;
			const isOneName = imported.start === local.start;
			if (!isOneName) return there === name ? [] : [{start: imported.start, end: imported.end, text: there}];
			const here = kept.has(name) ? name : null;
			if (here !== null) return there === name ? [] : [{start: imported.start, end: imported.start, text: `${there} as `}];
			return [{start: imported.start, end: imported.start, text: there === fresh(name) ? '' : `${name} as `}];
		});
	});
}

/** `export const a` becomes `const b` and, at the end, `export {b as a}`, unless the importers follow. */
function editsOfExports(program: Node, text: string, {kept, exported, fresh}: Plan): Edit[] {
	const edits: Edit[] = [];
	const aliases: string[] = [];
	const newName = (name: string): string => (kept.has(name) ? name : fresh(name));
	const outName = (name: string): string => (exported.has(name) ? fresh(name) : name);
	for (const {node, declaration, names} of directExports(program)) {
		if (names.every((name) => newName(name) === outName(name))) continue;
		const start = text.indexOf('export', node.start);
		edits.push({start, end: declaration.start > start ? start + 'export'.length : start, text: ''});
		aliases.push(...names.map((name) => (newName(name) === outName(name) ? name : `${newName(name)} as ${outName(name)}`)));
	}
	for (const node of bodyOf(program)) {
		if (node.type !== 'ExportNamedDeclaration' || (typeof node['source'] === 'object' && node['source'] !== null)) continue;
		for (const [, specifier] of [...childrenOf(node)].filter(([key]) => key === 'specifiers')) {
			const local = specifier['local'] as Node;
			const name = nameOf(local);
			if (local.start === (specifier['exported'] as Node).start && !kept.has(name)) {
				edits.push({start: local.start + name.length, end: local.start + name.length, text: ` as ${name}`});
			}
		}
	}
	if (aliases.length > 0) edits.push({start: text.length, end: text.length, text: `; export {${aliases.join(', ')}};`});
	return edits;
}

const bodyOf = (program: Node): Node[] => program['body'] as Node[];

function sourceOf(node: Node): string {
	return isNode(node['source']) ? String(node['source']['value']) : '';
}

function namedImports(node: Node): {imported: Node; local: Node}[] {
	return [...childrenOf(node)]
		.filter(([, child]) => child.type === 'ImportSpecifier')
		.map(([, child]) => ({imported: child['imported'] as Node, local: child['local'] as Node}));
}

const nameOf = (node: unknown): string => (isNode(node) && typeof node['name'] === 'string' ? node['name'] : '');

function readFile(program: Node): File {
	const top: Scope = {parent: null, declared: new Set()};
	const fixedNames = new Set<string>();
	const scopes = new Map<Node, Scope>([[program, top]]);
	declareAll(program, top, {scopes, fixedNames});
	const mentions = [...mentionsIn(program, top, scopes)];
	const isModule =
		bodyOf(program).some(({type}) => /^(?:Import|Export)/.test(type)) ||
		mentions.some(({name}) => /^(?:require|module|exports)$/.test(name));
	return {program, mentions, ownNames: top.declared, fixedNames, isModule};
}

const isFunction = (node: Node): boolean => /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression|StaticBlock)$/.test(node.type);

/** A block counts as part of its function: names are told apart by function. */
function declareAll(node: Node, scope: Scope, into: {scopes: Map<Node, Scope>; fixedNames: Set<string>}): void {
	for (const [, child] of childrenOf(node)) {
		for (const name of namesDeclaredBy(child)) scope.declared.add(name);
		if (child['declare'] === true || child.type === 'TSModuleDeclaration')
			for (const name of namesDeclaredBy(child)) into.fixedNames.add(name);
		if (child.type === 'TSParameterProperty') for (const name of namesOfPattern(child['parameter'])) into.fixedNames.add(name);
		const inner = isFunction(child) ? {parent: scope, declared: new Set(paramsOf(child))} : scope;
		if (inner !== scope) into.scopes.set(child, inner);
		declareAll(child, inner, into);
	}
}

function paramsOf(node: Node): string[] {
	const own = node.type === 'FunctionExpression' ? [nameOf(node['id'])].filter((name) => name !== '') : [];
	return [...own, ...((node['params'] ?? []) as unknown[]).flatMap((each) => namesOfPattern(each))];
}

function namesDeclaredBy(node: Node): string[] {
	switch (node.type) {
		case 'VariableDeclaration':
			return (node['declarations'] as Node[]).flatMap(({id}) => namesOfPattern(id));
		case 'FunctionDeclaration':
		case 'ClassDeclaration':
		case 'ClassExpression':
		case 'TSEnumDeclaration':
		case 'TSModuleDeclaration':
		case 'TSImportEqualsDeclaration':
			return [nameOf(node['id'])].filter((name) => name !== '');
		case 'ImportSpecifier':
		case 'ImportDefaultSpecifier':
		case 'ImportNamespaceSpecifier':
			return [nameOf(node['local'])];
		case 'CatchClause':
			return namesOfPattern(node['param']);
		default:
			return [];
	}
}

function namesOfPattern(node: unknown): string[] {
	if (!isNode(node)) return [];
	if (node.type === 'Identifier') return [nameOf(node)];
	if (node.type === 'Property') return namesOfPattern(node['value']);
	const inner = {
		ObjectPattern: 'properties',
		ArrayPattern: 'elements',
		AssignmentPattern: 'left',
		RestElement: 'argument',
		TSParameterProperty: 'parameter',
	}[node.type];
	return inner === undefined ? [] : [...childrenOf(node)].filter(([key]) => key === inner).flatMap(([, child]) => namesOfPattern(child));
}

function* mentionsIn(node: Node, scope: Scope, scopes: ReadonlyMap<Node, Scope>): Generator<Mention> {
	for (const [key, child] of childrenOf(node)) {
		if (isName(node, key, child)) {
			yield {name: nameOf(child), at: child.start, isShorthand: isShorthandValue(node, key), isBound: isDeclaredIn(scope, nameOf(child))};
		}
		if (isShorthandKey(node, key)) continue;
		if (node.type === 'Property' && node['shorthand'] === true && child.type === 'AssignmentPattern') {
			const left = child['left'] as Node;
			yield {name: nameOf(left), at: left.start, isShorthand: true, isBound: isDeclaredIn(scope, nameOf(left))};
			yield* mentionsIn({...child, left: null}, scope, scopes);
		} else {
			yield* mentionsIn(child, scopes.get(child) ?? scope, scopes);
		}
	}
}

function isDeclaredIn(scope: Scope, name: string): boolean {
	for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.declared.has(name)) return true;
	return false;
}

const isShorthandKey = (node: Node, key: string): boolean => node.type === 'Property' && node['shorthand'] === true && key === 'key';
const isShorthandValue = (node: Node, key: string): boolean => node.type === 'Property' && node['shorthand'] === true && key === 'value';

function isName(node: Node, key: string, child: Node): boolean {
	if (child.type === 'JSXIdentifier') {
		const isElement = /^JSX(?:Opening|Closing)Element$/.test(node.type) && /^[A-Z]/.test(nameOf(child));
		return isElement || (node.type === 'JSXMemberExpression' && key === 'object');
	}
	return child.type === 'Identifier' && !isPropertyPlace(node, key) && nameOf(child) !== 'this';
}

/** Where a name is that of a property, a label, or one in another file. */
function isPropertyPlace(node: Node, key: string): boolean {
	if (key === 'property') return node.type === 'MetaProperty' || node['computed'] !== true;
	if (key === 'key') return node['computed'] !== true;
	const places: Record<string, string> = {
		TSQualifiedName: 'right',
		ImportSpecifier: 'imported',
		ExportSpecifier: 'exported',
		TSEnumMember: 'id',
		TSNamedTupleMember: 'label',
		MetaProperty: 'meta',
		LabeledStatement: 'label',
		BreakStatement: 'label',
		ContinueStatement: 'label',
		ExportAllDeclaration: 'exported',
		TSImportType: 'qualifier',
	};
	return places[node.type] === key;
}
