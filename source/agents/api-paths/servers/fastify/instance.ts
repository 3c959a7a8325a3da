import {literal, native, nativeFunction} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {methodsOf, rareVerbs, verbs} from '../template.ts';
import {noPrefix} from './prefix.ts';
import type {FastifyApp} from './record.ts';
import {registerPlugin} from './register.ts';
import {declareRoute, declareShorthand} from './routes.ts';
import {decorationOf} from './scope.ts';
import type {Scope} from './scope.ts';

type Member = (scope: Scope, call: NativeCall) => Value;

/** The instance that a plugin gets; without a parent it is the server itself. */
export function newScope(app: FastifyApp, parent: Scope | null = null, prefix: Value = noPrefix): Scope {
	const memory = new Map<string, Value>();
	const anyVerb = nativeFunction('fastify[…]', (call) => shorthand(null)(scope, call));
	const instance = native('fastify', {
		get: (name) => decorationOf(scope, name) ?? memberOf(scope, name, memory),
		getAny: () => anyVerb,
		set: (name, value) => void scope.decorations.set(name, value),
	});
	const scope: Scope = {app, prefix, parent, decorations: new Map(), instance, nested: (inner) => newScope(app, scope, inner)};
	instance.state = scope;
	return scope;
}

function memberOf(scope: Scope, name: string, memory: Map<string, Value>): Value | undefined {
	if (name === 'prefix') return scope.prefix;
	const member = members[name];
	if (member === undefined) return undefined;
	const known = memory.get(name) ?? nativeFunction(`fastify.${name}`, (call) => member(scope, call));
	memory.set(name, known);
	return known;
}

const itself: Member = (scope) => scope.instance;
const shorthand =
	(methods: string[] | null): Member =>
	(scope, call) => {
		declareShorthand(scope, methods, call);
		return scope.instance;
	};

/** Members that only return the instance. */
const declaringNothing =
	'withTypeProvider addHook addSchema decorateRequest decorateReply setErrorHandler setNotFoundHandler setValidatorCompiler setSerializerCompiler setReplySerializer setSchemaController setSchemaErrorFormatter addContentTypeParser removeContentTypeParser removeAllContentTypeParsers setGenReqId setChildLoggerFactory addConstraintStrategy'.split(
		' ',
	);

const members: Record<string, Member> = {
	...Object.fromEntries([...verbs, ...rareVerbs].map((verb) => [verb, shorthand([verb.toUpperCase()])])),
	all: shorthand(['ALL']),
	route: (scope, call) => {
		declareRoute(scope, call);
		return scope.instance;
	},
	register: (scope, call) => {
		registerPlugin(scope, call);
		return scope.instance;
	},
	decorate: (scope, {args, machine}) => {
		const name = args[0] === undefined ? undefined : machine.literalOf(args[0]);
		if (typeof name === 'string' && args[1] !== undefined) scope.decorations.set(name, args[1]);
		return scope.instance;
	},
	addHttpMethod: (scope, {args, machine}) => {
		for (const method of methodsOf(machine, args[0] ?? literal('')) ?? []) {
			scope.decorations.set(
				method.toLowerCase(),
				nativeFunction(`fastify.${method}`, (call) => shorthand([method])(scope, call)),
			);
		}
		return scope.instance;
	},
	// They run what they are given once all is loaded; what that declares exists all the same.
	after: runsItsArgument,
	ready: runsItsArgument,
	...Object.fromEntries(declaringNothing.map((name) => [name, itself])),
};

function runsItsArgument(scope: Scope, {args, machine, site}: NativeCall): Value {
	const [action] = args;
	if (action !== undefined) machine.call(action, [literal(null), scope.instance], site, scope.instance);
	return scope.instance;
}
