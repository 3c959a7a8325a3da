import type {JSXAttributeItem, JSXAttributeName, JSXChild, JSXElement, JSXElementName, JSXFragment} from 'oxc-parser';
import type {Attribute, Expr} from './ir.ts';
import {noteCall, packed, type Lowering} from './lowering.ts';
import {resolve} from './scopes.ts';

/** Attributes of plain elements that can hold an address. */
const addresses = new Set([
	'href',
	'src',
	'srcSet',
	'action',
	'formAction',
	'formaction',
	'method',
	'formMethod',
	'to',
	'poster',
	'data',
	'xlinkHref',
]);

/** Markup in the place of a value. */
export function lowerElement(l: Lowering, node: JSXElement | JSXFragment): Expr {
	const parts: Expr[] = [];
	addElement(l, parts, node);
	const [only] = parts;
	return parts.length === 1 && only?.kind === 'element' ? only : {kind: 'other', what: 'jsx', parts: packed(parts), at: node.start};
}

/** Plain elements that say nothing themselves are left out, and what is in them takes their place. */
function addElement(l: Lowering, into: Expr[], node: JSXElement | JSXFragment): void {
	if (node.type === 'JSXFragment') return addChildren(l, into, node.children, false);
	const {name, attributes: items} = node.openingElement;
	const tag = lowerTag(l, name);
	const attributes: Attribute[] = [];
	for (const item of items) addAttribute(l, attributes, item, typeof tag !== 'string');
	if (typeof tag === 'string' && attributes.length === 0) return addChildren(l, into, node.children, false);
	noteCall(l);
	const children: Expr[] = [];
	addChildren(l, children, node.children, typeof tag !== 'string');
	into.push({kind: 'element', tag, attributes: packed(attributes), children: packed(children), at: name.start});
}

function lowerTag(l: Lowering, name: JSXElementName): string | Expr {
	if (name.type === 'JSXNamespacedName') return `${name.namespace.name}:${name.name.name}`;
	if (name.type === 'JSXMemberExpression') return memberTag(l, name);
	return isComponent(name.name) ? nameTag(l, name) : name.name;
}

function isComponent(name: string): boolean {
	const first = name.charCodeAt(0);
	return first < 97 || first > 122;
}

function memberTag(l: Lowering, {object, property}: Extract<JSXElementName, {type: 'JSXMemberExpression'}>): Expr {
	const of = object.type === 'JSXIdentifier' ? nameTag(l, object) : memberTag(l, object);
	return {kind: 'member', object: of, property: property.name, isOptional: false, at: property.start};
}

function nameTag(l: Lowering, {name, start}: {name: string; start: number}): Expr {
	return name === 'this' ? {kind: 'this', at: start} : {kind: 'name', name, binding: resolve(l.scope, name), at: start};
}

function addAttribute(l: Lowering, into: Attribute[], item: JSXAttributeItem, isOfComponent: boolean): void {
	const name = item.type === 'JSXSpreadAttribute' ? '' : attributeName(item.name);
	const isAddress = addresses.has(name);
	if (!isOfComponent && !isAddress && isText(item)) return;
	const before = l.effects;
	const value = attributeValue(l, item);
	if (isOfComponent || isAddress || l.effects > before || isHandler(name, value)) into.push({name, value, at: item.start});
}

/** `className="…"`. */
const isText = (item: JSXAttributeItem): boolean => item.type === 'JSXAttribute' && item.value?.type === 'Literal';

const isHandler = (name: string, value: Expr): boolean => name.startsWith('on') && value.kind !== 'literal';

function attributeName(name: JSXAttributeName): string {
	return name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`;
}

function attributeValue(l: Lowering, item: JSXAttributeItem): Expr {
	if (item.type === 'JSXSpreadAttribute') return l.expression(l, item.argument);
	const {value} = item;
	if (value === null) return {kind: 'literal', value: true, at: item.start};
	if (value.type === 'JSXElement' || value.type === 'JSXFragment') return lowerElement(l, value);
	if (value.type === 'Literal') return {kind: 'literal', value: value.value, at: value.start};
	if (value.expression.type === 'JSXEmptyExpression') return {kind: 'literal', value: undefined, at: value.start};
	return l.expression(l, value.expression);
}

function addChildren(l: Lowering, into: Expr[], children: readonly JSXChild[], isOfComponent: boolean): void {
	for (const child of children) {
		if (child.type === 'JSXElement' || child.type === 'JSXFragment') addElement(l, into, child);
		else if (child.type !== 'JSXText' && child.expression.type !== 'JSXEmptyExpression') {
			const before = l.effects;
			const value = l.expression(l, child.expression);
			if (isOfComponent || l.effects > before) into.push(value);
		}
	}
}
