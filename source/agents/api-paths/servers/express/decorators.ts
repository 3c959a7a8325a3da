import type {Expr, Member} from '../../code/ir.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {arrayOf, literal, native, nativeFunction} from '../../evaluate/value.ts';
import type {ClassValue, NativeValue, Value} from '../../evaluate/value.ts';
import {filesNamed} from '../node/glob.ts';
import {pathTextsOf} from '../path-text.ts';
import {filesLoadedWith} from './loaded.ts';
import type {Operation} from './record.ts';

/** What a decorator of such a package says of a class or a method. */
type Decoration =
	| {kind: 'controller'; family: string; path: Value | null}
	| {kind: 'route'; family: string; method: string; path: Value | null};

const label = 'express.decorator';
const decorator = (decoration: Decoration): NativeValue => native(label, {state: decoration, call: () => null});

/** `@Controller('/users')`; a list of paths or options with one too. */
export const controllerDecorator = (family: string): NativeValue =>
	nativeFunction(`${family} controller`, ({args: [path]}) => decorator({kind: 'controller', family, path: path ?? null}));

/** `@Get('/:id')`. */
export const routeDecorator = (family: string, method: string): NativeValue =>
	nativeFunction(`${family} ${method}`, ({args: [path]}) => decorator({kind: 'route', family, method, path: path ?? null}));

/** `@Method('get', '/:id')`. */
export const methodDecorator = (family: string): NativeValue =>
	nativeFunction(`${family} method`, ({args: [method, path], machine}) => {
		const name = method === undefined ? undefined : machine.literalOf(method);
		return typeof name === 'string' ? decorator({kind: 'route', family, method: name.toUpperCase(), path: path ?? null}) : undefined;
	});

/** Decorators named after methods, for all of a package. */
export function routeDecorators(family: string, nameOf: (method: string) => string): Record<string, NativeValue> {
	const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'];
	return Object.fromEntries(methods.map((method) => [nameOf(method), routeDecorator(family, method.toUpperCase())]));
}

export const capitalised = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

/** The classes that a value lists or whose files its patterns name; all controllers of the package when neither can be told. */
export function chosenControllers(machine: Machine, chosen: Value | null, family: string, from: string): ClassValue[] {
	const listed =
		chosen === null ? [] : (machine.itemsOf(chosen)?.items ?? []).flatMap((item) => machine.eachOf(item).map(({value}) => value));
	const isController = (cls: ClassValue): boolean => controllerPath(machine, cls, family) !== undefined;
	const classes = listed.filter((value) => value.kind === 'class').filter(isController);
	if (classes.length > 0) return classes;
	const controllers = machine.classes().filter(isController);
	const patterns = listed.map((value) => machine.literalOf(value)).filter((value) => typeof value === 'string');
	const files = new Set(patterns.flatMap((pattern) => filesNamed(machine, pattern, from)));
	const named = controllers.filter(({cls}) => files.has(cls.module.file));
	return named.length > 0 ? named : loadedWith(machine, controllers, from);
}

/** Decorators note a class when its module runs: those count that run with the server, in that order; all of them when none is seen to. */
function loadedWith(machine: Machine, controllers: ClassValue[], from: string): ClassValue[] {
	if (from === '') return controllers;
	const order = new Map(filesLoadedWith(machine, from).map((file, index) => [file, index]));
	const placeOfClass = ({cls}: ClassValue): number => order.get(cls.module.file) ?? -1;
	const loaded = controllers.filter((cls) => placeOfClass(cls) !== -1).toSorted((a, b) => placeOfClass(a) - placeOfClass(b));
	return loaded.length > 0 ? loaded : controllers;
}

/** The routes of a controller, as if its methods had been registered one after the other. */
export function operationsOf(
	machine: Machine,
	cls: ClassValue,
	family: string,
	spell: (path: string) => string = (path) => path,
): Operation[] {
	const base = controllerPath(machine, cls, family) ?? null;
	return membersOf(machine, cls).flatMap(({owner, member}) => {
		const route = member.decorators
			.map((expr) => ({expr, said: decorationOf(machine, owner, expr, family)}))
			.find(({said}) => said?.kind === 'route');
		if (route?.said?.kind !== 'route' || typeof member.key !== 'string') return [];
		const {method, path} = route.said;
		const handler = machine.methodOf(cls, member.key);
		const site = {module: owner.cls.module, at: placeOf(route.expr)};
		return [{kind: 'route', method, path: joinedPath(machine, base, path, spell), handlers: handler === null ? [] : [handler], site}];
	});
}

/** Undefined: the class is no controller of this package; null: it is one without a path. */
function controllerPath(machine: Machine, cls: ClassValue, family: string): Value | null | undefined {
	for (const expr of cls.cls.decorators) {
		const said = decorationOf(machine, cls, expr, family);
		if (said?.kind === 'controller') return said.path;
	}
	return undefined;
}

function decorationOf(machine: Machine, cls: ClassValue, expr: Expr, family: string): Decoration | null {
	const value = machine.force(machine.evaluate(expr, cls.cls.module, cls.frame));
	if (value.kind !== 'native' || value.label !== label) return null;
	const decoration = value.state as Decoration;
	return decoration.family === family ? decoration : null;
}

/** Own methods and those of the classes it extends; what is overridden is left out. */
function membersOf(machine: Machine, cls: ClassValue): {owner: ClassValue; member: Member}[] {
	const own = cls.cls.members.map((member) => ({owner: cls, member}));
	const parent = cls.parent === null ? null : machine.force(cls.parent);
	if (parent?.kind !== 'class' || parent === cls) return own;
	const names = new Set(own.map(({member}) => member.key));
	return [...own, ...membersOf(machine, parent).filter(({member}) => !names.has(member.key))];
}

function joinedPath(machine: Machine, base: Value | null, path: Value | null, spell: (path: string) => string): Value {
	const [before, after] = [base, path].map((value) =>
		value === null ? [''] : pathTextsOf(machine, value).map(({text}) => spell(text)),
	) as [string[], string[]];
	return arrayOf(before.flatMap((one) => after.map((other) => literal(joinTexts(one, other)))));
}

function joinTexts(base: string, path: string): string {
	const parts = [base, path].map((part) => part.replace(/^\/+|\/+$/g, '')).filter((part) => part !== '');
	return `/${parts.join('/')}`;
}

const placeOf = (expr: Expr): number => expr.at;
