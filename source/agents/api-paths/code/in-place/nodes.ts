import type {OxcError, Program} from 'oxc-parser';
import {alternatives, enumerations, type Alternatives} from './alternatives.ts';
import {namesOnly, structs, type Struct} from './layout.ts';
import {byteAt, flagAt, isNull, listOf, literalTextAt, nameAt, numberAt, textAt, wordAt, type Read} from './memory.ts';

/**
 * A node of the tree that is nothing but its place in the parser's memory: every part is read when it is asked for, and made anew every time.
 * Its parts are those of ESTree, as far as lowering asks for them.
 */
interface Place {
	at: number;
}
/** Patterns have their annotation and decorators elsewhere: these are the places of them, 0 for none. */
interface PatternPlace extends Place {
	annotation: number;
	decoratorsAt: number;
}

const readers = new Map<string, Read>();
const reader = (kind: string): Read => {
	const read = readers.get(kind);
	if (read === undefined) throw new Error(`no layout of ${kind}`);
	return read;
};

const patterns = new Set(['BindingIdentifier', 'ObjectPattern', 'ArrayPattern', 'AssignmentPattern']);
/** Makes a pattern with its annotation and decorators. */
type MakePattern = (at: number, annotation: number, decorators: number) => unknown;
const patternMakers = new Map<string, MakePattern>();

/** Classes first, their parts when all of them are known. */
const pending = Object.entries({...structs, ...Object.fromEntries(namesOnly.map((kind) => [kind, {parts: {}}]))}).map(([kind, struct]) => ({
	prototype: patterns.has(kind) ? patternClass(kind) : plainClass(kind),
	kind,
	struct: struct as Struct,
}));

function plainClass(kind: string): object {
	function Node(this: Place, at: number): void {
		this.at = at;
	}
	const Made = Node as unknown as new (at: number) => Place;
	readers.set(kind, (at) => new Made(at));
	return Node.prototype as object;
}

function patternClass(kind: string): object {
	function Node(this: PatternPlace, at: number, annotation: number, decorators: number): void {
		this.at = at;
		this.annotation = annotation;
		this.decoratorsAt = decorators;
	}
	const Made = Node as unknown as new (at: number, annotation: number, decorators: number) => PatternPlace;
	readers.set(kind, (at) => new Made(at, 0, 0));
	patternMakers.set(kind, (at, annotation, decorators) => new Made(at, annotation, decorators));
	return Node.prototype as object;
}

const sizes = new Map(Object.entries(structs).flatMap(([kind, {size}]) => (size === undefined ? [] : [[kind, size] as const])));
const alternative = (kinds: Alternatives): Read => {
	const makers: (Read | undefined)[] = Array.from({length: 72});
	for (const [tag, kind] of Object.entries(kinds)) makers[Number(tag)] = kind === 'Elision' ? () => null : reader(kind);
	return (at) => (makers[byteAt(at)] as Read)(wordAt(at + 8));
};

for (const [kind, kinds] of Object.entries(alternatives)) readers.set(kind, alternative(kinds));
for (const [kind, words] of Object.entries(enumerations)) readers.set(kind, (at) => words[byteAt(at)]);
const plain: Record<string, Read> = {
	flag: flagAt,
	text: textAt,
	name: nameAt,
	literalText: literalTextAt,
	number: numberAt,
	bigint: (at) => BigInt(textAt(at)),
};
for (const [kind, read] of Object.entries(plain)) readers.set(kind, read);

const decorators = listOf(reader('Decorator'), 32);
const statements = listOf(reader('Statement'), 16);
const directives = listOf(reader('Directive'), 80);
const optional =
	(read: Read): Read =>
	(at) =>
		isNull(at) ? null : read(wordAt(at));

/** What is put together of several places. */
const composed: Record<string, Read> = {
	TemplateElementValue: (at) => ({raw: textAt(at), cooked: byteAt(at + 28) === 2 ? null : literalTextAt(at + 16)}),
	RegExp: (at) => ({pattern: textAt(at), flags: flagsOf(byteAt(at + 24))}),
	DirectivesAndStatements: (at) => withBefore(directives(at), statements(at + 24)),
	OptionalName: (at) => (isNull(at + 16) ? null : reader('BindingIdentifier')(at)),
	TargetElements: (at) => withRest(listOf(orNull(reader('AssignmentTarget')), 16)(at), optional(reader('AssignmentTargetRest'))(at + 24)),
	TargetProperties: (at) => withRest(listOf(reader('AssignmentTargetProperty'), 16)(at), optional(reader('AssignmentTargetRest'))(at + 24)),
	ShorthandTarget: (at) =>
		reader(byteAt(at + 48) === 255 ? 'IdentifierReference' : 'ShorthandWithDefault')(byteAt(at + 48) === 255 ? at + 16 : at),
	BindingProperties: (at) => withRest(bindingProperties(at), optional(reader('BindingRestElement'))(at + 24)),
	BindingElements: (at) => withRest(bindingElements(at), optional(reader('BindingRestElement'))(at + 24)),
	AnnotatedPattern: (at) => patternAt(at, at + 16, 0),
	CatchParameter: (at) => (byteAt(at + 16) === 255 ? null : patternAt(at + 16, at + 32, 0)),
	ParameterPattern: (at) => patternAt(at + 40, at + 56, 0),
	PlainParameter: (at) => (isNull(at + 64) ? patternAt(at + 40, at + 56, at + 16) : reader('ParameterWithDefault')(at)),
	FormalParameters: (at) => parametersAt(wordAt(at)),
	ImportSpecifiers: (at) => (isNull(at) ? [] : listOf(reader('ImportDeclarationSpecifier'), 16)(at)),
	ModuleExportName: (at) => reader(byteAt(at) === 2 ? 'StringLiteral' : 'IdentifierName')(at + 8),
	ImportQualifier: (at) => (byteAt(at) === 2 ? null : reader('TSImportTypeQualifier')(at)),
	NamespaceName: (at) => namespaceName(at, null),
	NamespaceBody: (at) => innermost(at),
};

const bindingProperties = listOf(reader('BindingProperty'), 48);
const bindingElements = listOf(orNull(reader('BindingPattern')), 16);
for (const [kind, read] of Object.entries(composed)) readers.set(kind, read);

function orNull(read: Read): Read {
	return (at) => (byteAt(at) === 255 ? null : read(at));
}

function withBefore(before: unknown[], list: unknown[]): unknown[] {
	return before.length === 0 ? list : [...before, ...list];
}

function withRest(list: unknown[], rest: unknown): unknown[] {
	if (rest !== null) list.push(rest);
	return list;
}

const bindingMakers = Object.values(alternatives['BindingPattern'] ?? {}).map((kind) => patternMakers.get(kind) as MakePattern);

function patternAt(at: number, annotation: number, decoratorsAt: number): unknown {
	return (bindingMakers[byteAt(at)] as MakePattern)(wordAt(at + 8), annotation, decoratorsAt);
}

/** A parameter `this` of TypeScript is no parameter and left out. */
function parametersAt(at: number): unknown[] {
	return withRest(parameters(at + 16), optional(reader('FormalParameterRest'))(at + 40));
}

const parameters = listOf((at: number): unknown => {
	const isProperty = byteAt(at + 13) !== 255 || flagAt(at + 14) || flagAt(at + 15);
	if (isProperty) return reader('TSParameterProperty')(at);
	return isNull(at + 64) ? patternAt(at + 40, at + 56, at + 16) : reader('ParameterWithDefault')(at);
}, 72);

interface QualifiedName {
	type: 'TSQualifiedName';
	left: unknown;
	right: unknown;
}

/** `A.B.C` of `namespace A.B.C`, which is kept as three namespaces in one another. */
function namespaceName(at: number, before: unknown): unknown {
	const own = reader('BindingIdentifier')(at + 16);
	const name: unknown = before === null ? own : ({type: 'TSQualifiedName', left: before, right: own} satisfies QualifiedName);
	return byteAt(at + 48) === 0 ? namespaceName(wordAt(at + 56), name) : name;
}

function innermost(at: number): unknown {
	return byteAt(at + 48) === 0 ? innermost(wordAt(at + 56)) : reader('TSModuleBlock')(wordAt(at + 56));
}

/** In the order of the alphabet. */
const flagBits = [
	[64, 'd'],
	[1, 'g'],
	[2, 'i'],
	[4, 'm'],
	[8, 's'],
	[16, 'u'],
	[128, 'v'],
	[32, 'y'],
] as const;
const flagsOf = (bits: number): string => flagBits.map(([bit, letter]) => ((bits & bit) === 0 ? '' : letter)).join('');

for (const {prototype, kind, struct} of pending) {
	if (struct.parts['type'] === undefined) Object.defineProperty(prototype, 'type', {value: struct.type ?? kind});
	for (const [name, value] of Object.entries(struct.always ?? {})) Object.defineProperty(prototype, name, {value});
	definePart(prototype, 'start', wordAt, 0);
	definePart(prototype, 'end', wordAt, 4);
	for (const [name, part] of Object.entries(struct.parts)) {
		const [read, offset] = partReader(part);
		definePart(prototype, name, read, offset);
	}
	if (patterns.has(kind)) definePatternParts(prototype);
}

function definePart(prototype: object, name: string, read: Read, offset: number): void {
	Object.defineProperty(prototype, name, {
		get(this: Place) {
			return read(this.at + offset);
		},
	});
}

function definePatternParts(prototype: object): void {
	const annotation = optional(reader('TSTypeAnnotation'));
	Object.defineProperty(prototype, 'typeAnnotation', {
		get(this: PatternPlace) {
			return this.annotation === 0 ? null : annotation(this.annotation);
		},
	});
	// Only parameters have decorators, and four bytes before those whether they may be left out.
	Object.defineProperty(prototype, 'optional', {
		get(this: PatternPlace) {
			return this.decoratorsAt !== 0 && flagAt(this.decoratorsAt - 4);
		},
	});
	Object.defineProperty(prototype, 'decorators', {
		get(this: PatternPlace) {
			return this.decoratorsAt === 0 ? undefined : decorators(this.decoratorsAt);
		},
	});
}

function partReader(part: string): [Read, number] {
	const [, kind = '', mark = '', offset = ''] = /^(\w+)(\[\]|[*?|])? (\d+)$/.exec(part) ?? [];
	const read = reader(kind);
	const marked: Record<string, Read> = {
		'[]': listOf(read, sizes.get(kind) ?? 16),
		'*': (at) => read(wordAt(at)),
		'?': optional(read),
		'|': orNull(read),
	};
	return [marked[mark] ?? read, Number(offset)];
}

const label = listOf((at: number) => ({message: null, start: wordAt(at), end: wordAt(at + 4)}), 24);
const error = (at: number): OxcError => ({
	severity: 'Error' as OxcError['severity'],
	message: textAt(at),
	labels: label(at + 16),
	helpMessage: null,
	codeframe: null,
});

/** What the parser left at a place in its memory: statements that are read from there when they are asked for, and errors. */
export function parsedAt(at: number): {program: Pick<Program, 'body'>; errors: OxcError[]} {
	const body = withBefore(directives(at + 88), statements(at + 112)) as Program['body'];
	return {program: {body}, errors: listOf(error, 80)(at + 272)};
}
