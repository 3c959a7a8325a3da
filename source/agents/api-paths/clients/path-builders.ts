import type {Machine, Model, TextPart} from '../evaluate/machine.ts';
import {nativeFunction, objectOf, unknown} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {argumentAt, optionOf} from './request.ts';
import {concatenate, joinOfetch, joinWithSlash} from './urls.ts';

/** url-join: one slash between the parts, but none before a query or a port. */
const urlJoin: Value = nativeFunction('urlJoin', (call) => {
	const {items} = listOf(call);
	return call.machine.combine(items, (...texts) => texts.filter((text) => text.length > 0).reduce(joinTwo, []));
});

/** The parts stand alone or in one array. */
function listOf(call: NativeCall): {items: readonly Value[]} {
	const first = call.args.length === 1 ? call.machine.itemsOf(call.args[0]!) : null;
	return first ?? {items: call.args};
}

function joinTwo(left: TextPart[], right: TextPart[]): TextPart[] {
	const [first] = right;
	if (left.length === 0 || (typeof first === 'string' && /^[?#&:]/.test(first))) return concatenate(left, right);
	return joinWithSlash(left, right);
}

/** `withQuery(url, query)`: what follows the `?` decides no route. */
const addressWithQuery: Value = nativeFunction('withQuery', (call) => argumentAt(call, 0));

/** `stringifyUrl({url, query})`. */
const stringifyUrl: Value = nativeFunction('stringifyUrl', (call) => call.machine.get(argumentAt(call, 0), 'url'));

const queryText: Value = nativeFunction('query text', (call) =>
	unknown(call.args.length > 0 ? 'query' : '', 'runtime-value', {kind: 'primitive', name: 'string'}),
);

/** ufo `withBase`. */
const withBase: Value = nativeFunction('withBase', (call) => call.machine.combine([argumentAt(call, 1), argumentAt(call, 0)], joinOfetch));

/** `generatePath('/users/:id', {id})`, and path-to-regexp's `compile('/users/:id')({id})`. */
const generatePath: Value = nativeFunction('generatePath', (call) =>
	filled(call.machine, argumentAt(call, 0), argumentAt(call, 1), colonParameter),
);
const compile: Value = nativeFunction('compile', (outer) =>
	nativeFunction('compiled path', (call) => filled(call.machine, argumentAt(outer, 0), argumentAt(call, 0), colonParameter)),
);
const compiler: Value = nativeFunction('url template', (outer) => ({
	...nativeFunction('url template', () => undefined),
	get: (name: string) =>
		name === 'expand'
			? nativeFunction('expand', (call) => filled(call.machine, argumentAt(outer, 0), argumentAt(call, 0), braceParameter))
			: undefined,
}));

const colonParameter = /[:*]([A-Za-z_]\w*)(?:\([^)]*\))?[?*+]?/g;
const braceParameter = /\{[/+#.]?([A-Za-z_]\w*)\*?\}/g;

/** A template with its parameters put in; what is not given stays a hole of that name. */
function filled(machine: Machine, template: Value, params: Value, parameter: RegExp): Value | undefined {
	const path = machine.literalOf(template);
	if (typeof path !== 'string') return undefined;
	const parts: Value[] = [];
	let end = 0;
	for (const found of path.matchAll(parameter)) {
		parts.push({kind: 'literal', value: path.slice(end, found.index)}, parameterValue(machine, params, found[1]!));
		end = found.index + found[0].length;
	}
	return {kind: 'concat', parts: [...parts, {kind: 'literal', value: path.slice(end)}]};
}

function parameterValue(machine: Machine, params: Value, name: string): Value {
	const given = optionOf(machine, params, name);
	return machine.force(given).kind === 'literal' && machine.literalOf(given) === undefined ? unknown(name) : given;
}

const named = (names: Record<string, Value>) => (name: string) => (Object.hasOwn(names, name) ? names[name] : undefined);

const joiner = named({default: urlJoin, '*': urlJoin, urlJoin, urljoin: urlJoin});
const queryStringPackage = objectOf({stringify: queryText, stringifyUrl}, unknown('query-string', 'external-code'));
const query = named({default: queryStringPackage, '*': queryStringPackage, stringify: queryText, stringifyUrl, encode: queryText});
const router = named({generatePath});

/** Packages that put paths together and request nothing. */
export const pathBuildersModel: Model = {
	name: 'path-builders',
	modules: {
		'url-join': joiner,
		urljoin: joiner,
		'proper-url-join': joiner,
		ufo: named({joinURL: urlJoin, withQuery: addressWithQuery, withBase, stringifyQuery: queryText}),
		'query-string': query,
		qs: query,
		querystring: query,
		'path-to-regexp': (name) => (name === 'compile' ? compile : undefined),
		'url-template': (name) => (name === 'parseTemplate' || name === 'parse' ? compiler : undefined),
		'react-router': router,
		'react-router-dom': router,
	},
};
