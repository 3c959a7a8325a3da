import type {Model, Machine, Site} from '../evaluate/machine.ts';
import {native, nativeFunction, undefinedValue} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';
import {argumentAt} from './request.ts';
import {sendPage} from './pages.ts';

/** Which attributes of which elements the browser loads, or goes to. */
const loadedAttributes: Record<string, readonly string[]> = {
	a: ['href'],
	area: ['href'],
	audio: ['src'],
	button: ['formAction', 'formaction'],
	embed: ['src'],
	form: ['action'],
	iframe: ['src'],
	img: ['src'],
	input: ['src', 'formAction', 'formaction'],
	link: ['href'],
	object: ['data'],
	script: ['src'],
	source: ['src'],
	track: ['src'],
	video: ['src', 'poster'],
};

interface Attribute {
	name: string;
	value: Value;
	at: number;
}

function visitElement(tag: string | Value, attributes: readonly Attribute[], site: Site, machine: Machine): void {
	if (typeof tag !== 'string') return;
	const names = loadedAttributes[tag];
	if (names === undefined) return;
	for (const attribute of attributes) {
		if (names.includes(attribute.name))
			sendPage(machine, {module: site.module, at: attribute.at}, `<${tag}>`, attribute.value, methodOfElement(tag, attributes));
	}
}

/** Only forms, and the buttons that send them elsewhere, have a method. */
function methodOfElement(tag: string, attributes: readonly Attribute[]): string | Value {
	const name = tag === 'form' ? 'method' : tag === 'button' || tag === 'input' ? 'formmethod' : null;
	return attributes.find((attribute) => attribute.name.toLowerCase() === name)?.value ?? 'GET';
}

/** An element that code makes: loads what is assigned to its attributes. */
export function madeElement(tag: string): Value {
	let method: Value = undefinedValue;
	function assign(name: string, value: Value, machine: Machine, site: Site): void {
		if (name === 'method') method = value;
		if (loadedAttributes[tag]?.includes(name) === true)
			sendPage(machine, site, `<${tag}>`, value, tag === 'form' ? machine.lazy(() => method) : 'GET');
	}
	const setAttribute = nativeFunction('element.setAttribute', (call) => {
		const name = call.machine.literalOf(argumentAt(call, 0));
		if (typeof name === 'string') assign(name, argumentAt(call, 1), call.machine, call.site);
		return undefinedValue;
	});
	return native(`<${tag}>`, {set: assign, get: (name) => (name === 'setAttribute' ? setAttribute : undefined)});
}

/** `document.createElement(tag)`. */
export const createElement: Value = nativeFunction('document.createElement', (call) => {
	const tag = call.machine.literalOf(argumentAt(call, 0));
	return typeof tag === 'string' ? madeElement(tag.toLowerCase()) : undefined;
});

const imageClass: Value = native('Image', {construct: () => madeElement('img')});

/** Links, forms, images and other elements with an address. */
export const markupModel: Model = {name: 'markup', element: visitElement, globals: {Image: () => imageClass}};
