import type {Expr, Module} from '../../code/ir.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import {visitExpressions} from './statements.ts';
import {methodNamed, type TableEntry} from './table.ts';

interface Place extends Site {
	/** Upper case methods that stand beside the path. */
	methods: ReadonlySet<string>;
	/** Functions that stand beside it. */
	functions: ReadonlySet<number>;
	names: ReadonlySet<string>;
}

/**
 * Where a route of a table was written. Values do not know where they come from; the object, call or tuple is looked for that has its path
 * beside its method. Several such places are told apart by the handler.
 */
export function siteOfEntry(machine: Machine, entry: KnownEntry, fallback: Site): Site {
	const written = entry.written === undefined ? null : siteInObject(machine, entry.written, entry.path);
	if (written !== null) return written;
	const places = placesOf(machine);
	const exact = places.get(entry.path) ?? suffixPlaces(places, entry.path) ?? [];
	const fitting = exact.filter(({methods}) => methods.size === 0 || methods.has(entry.method));
	const candidates = fitting.length > 0 ? fitting : exact;
	const handler = closureIn(machine, entry.handler);
	// Where the path has a name there, the handler and the method tell the place.
	const nameless = (places.get(pathless) ?? []).filter(({methods, functions, names}) => {
		return handler !== null && methods.has(entry.method) && (functions.has(handler.func.id) || names.has(handler.func.name ?? ''));
	});
	const best =
		candidates.find(({functions}) => handler !== null && functions.has(handler.func.id)) ??
		candidates.find(
			({names, methods}) => methods.has(entry.method) && handler !== null && handler.func.name !== null && names.has(handler.func.name),
		) ??
		nameless[0] ??
		candidates.find(({methods}) => methods.has(entry.method)) ??
		candidates[0];
	if (best !== undefined) return {module: best.module, at: best.at};
	return handler === null ? fallback : {module: handler.func.module, at: handler.func.at};
}

export type KnownEntry = TableEntry & {path: string};

/**
 * The paths of a route that only kept something made of its path: they stand beside its handler where it was added, as in
 * `add('GET', '/users/:id', show)`. Empty when there is no such place.
 */
export function pathsBesideHandler(machine: Machine, {method, handler}: TableEntry): string[] {
	const closure = closureIn(machine, handler);
	if (closure === null) return [];
	const found: string[] = [];
	for (const [path, places] of placesOf(machine)) {
		const isThere = places.some(({methods, functions, names}) => {
			return methods.has(method) && (functions.has(closure.func.id) || names.has(closure.func.name ?? ''));
		});
		if (isThere && path.startsWith('/')) found.push(path);
	}
	return found;
}

/** Known until code was edited: a module that is evaluated again in part has another list of functions then. */
function placesOf(machine: Machine): ReadonlyMap<string, Place[]> {
	const modules = machine.modules();
	const before = indexes.get(machine);
	if (before?.lists.length === modules.length && modules.every(({funcs}, index) => funcs === before.lists[index])) return before.places;
	const places = indexPlaces(modules);
	indexes.set(machine, {lists: modules.map(({funcs}) => funcs), places});
	return places;
}
const indexes = new WeakMap<Machine, {lists: readonly Module['funcs'][]; places: ReadonlyMap<string, Place[]>}>();

/** In the object that is the route, if its path stands there, or a constant for it, and not what a function was given. */
function siteInObject(machine: Machine, {module, props}: NonNullable<TableEntry['written']>, path: string): Site | null {
	const values = props.flatMap((prop) => (prop.kind === 'prop' ? [prop.value] : []));
	const own = values.find(
		(value) => pathTextOf(value).length > 0 || (isConstant(value) && machine.literalOf(machine.evaluate(value, module)) === path),
	);
	if (own === undefined) return null;
	return {module, at: values.flatMap(methodTextsOf)[0]?.at ?? own.at};
}

/** A name of the module's top level, or of a part of one. */
function isConstant(expr: Expr): boolean {
	if (expr.kind === 'member') return typeof expr.property === 'string' && isConstant(expr.object);
	return expr.kind === 'name' && expr.binding !== null && expr.binding.owner.kind === 'module';
}

/** Of `${prefix}/orders` the written part is `/orders`. */
function suffixPlaces(places: ReadonlyMap<string, Place[]>, path: string): Place[] | undefined {
	for (let slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
		const ending = path.slice(slash);
		const found = places.get(`${endingMark}${ending}`) ?? places.get(ending);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Before the keys of texts that only end a path, and the key of places without one. */
const endingMark = '…';
const pathless = '';

function closureIn(machine: Machine, value: Value) {
	for (const {value: one} of machine.eachOf(value)) {
		if (one.kind === 'closure') return one;
		if (one.kind === 'array')
			for (const item of one.items.toReversed()) if (closureIn(machine, item) !== null) return closureIn(machine, item);
	}
	return null;
}

/** Every object, tuple, call and keyed property with a text that begins with a slash, by that text. */
function indexPlaces(modules: readonly Module[]): Map<string, Place[]> {
	const places = new Map<string, Place[]>();
	for (const module of modules) {
		const file = (expr: Expr): void => {
			for (const {path, place} of placesIn(expr, module)) {
				const known = places.get(path);
				if (known === undefined) places.set(path, [place]);
				else known.push(place);
			}
		};
		visitExpressions(module.top, file);
		const members = module.classes.flatMap((cls) => cls.members.map((member) => member.func ?? member.init));
		for (const func of members) if (func !== null) visitExpressions(func, file);
	}
	return places;
}

function placesIn(expr: Expr, module: Module): {path: string; place: Place}[] {
	if (expr.kind === 'object') return [...keyedPlaces(expr, module), ...placesAmong(propValues(expr), null, module, expr.at)];
	if (expr.kind === 'array')
		return placesAmong(
			expr.items.filter((item) => item !== null && item.kind !== 'spread'),
			null,
			module,
			expr.at,
		);
	if (expr.kind === 'assign') return assignedPlaces(expr, module);
	if (expr.kind !== 'call') return [];
	const name = expr.callee.kind === 'member' && typeof expr.callee.property === 'string' ? expr.callee.property : '';
	return placesAmong(
		expr.args.filter((arg) => arg.kind !== 'spread'),
		methodNamed(name),
		module,
		expr.at,
	);
}

/** `handlers['/start'] = start`. */
function assignedPlaces(expr: Extract<Expr, {kind: 'assign'}>, module: Module): {path: string; place: Place}[] {
	const target = expr.target.kind === 'target' ? expr.target.target : null;
	if (target?.kind !== 'member' || typeof target.property !== 'string' || !target.property.startsWith('/')) return [];
	return [{path: target.property, place: keyedPlace(module, target.at, [], expr.value)}];
}

function propValues(expr: Extract<Expr, {kind: 'object'}>): Expr[] {
	return expr.props.flatMap((prop) => {
		if (prop.kind === 'prop') return [prop.value];
		return prop.kind === 'getter' ? [] : [prop.of];
	});
}

function placesAmong(parts: readonly Expr[], called: string | null, module: Module, at: number): {path: string; place: Place}[] {
	const paths = parts.flatMap(pathTextOf);
	const named = parts.flatMap((part) => methodTextsOf(part));
	if (paths.length === 0 && named.length === 0) return [];
	const methods = new Set([...named.map(({method}) => method), ...(called === null ? [] : [called])]);
	const place: Place = {
		module,
		at: called === null ? (named[0]?.at ?? parts.find((part) => pathTextOf(part).length > 0)?.at ?? at) : at,
		methods,
		functions: new Set(parts.flatMap((part) => (part.kind === 'function' ? [part.func.id] : []))),
		names: new Set(parts.flatMap((part) => (part.kind === 'name' ? [part.name] : []))),
	};
	return (paths.length === 0 ? [pathless] : paths).map((path) => ({path, place}));
}

/** `{'GET /api/x': f}`, `{'/api/x': {GET: f}}`, `{GET: {'/api/x': f}}`. */
function keyedPlaces(expr: Extract<Expr, {kind: 'object'}>, module: Module): {path: string; place: Place}[] {
	return expr.props.flatMap((prop) => {
		if (prop.kind !== 'prop' || typeof prop.key !== 'string') return [];
		const both = /^([A-Za-z]+)[ :]?(\/.*)$/u.exec(prop.key);
		const method = methodNamed(both?.[1] ?? '');
		if (method !== null) return [{path: both?.[2] ?? '', place: keyedPlace(module, prop.at, [method], prop.value)}];
		if (prop.key.startsWith('/')) return pathKeyPlaces(prop.key, prop.value, module, prop.at);
		return [];
	});
}

function pathKeyPlaces(path: string, value: Expr, module: Module, at: number): {path: string; place: Place}[] {
	const below = value.kind === 'object' ? value.props : [];
	const byMethod = below.flatMap((prop) => {
		const method = prop.kind === 'prop' && typeof prop.key === 'string' ? methodNamed(prop.key) : null;
		return method === null || prop.kind !== 'prop' ? [] : [{path, place: keyedPlace(module, prop.at, [method], prop.value)}];
	});
	return byMethod.length > 0 ? byMethod : [{path, place: keyedPlace(module, at, [], value)}];
}

function keyedPlace(module: Module, at: number, methods: string[], value: Expr): Place {
	return {
		module,
		at,
		methods: new Set(methods),
		functions: new Set(value.kind === 'function' ? [value.func.id] : []),
		names: new Set(value.kind === 'name' ? [value.name] : []),
	};
}

function pathTextOf(part: Expr): string[] {
	if (part.kind === 'literal' && typeof part.value === 'string' && part.value.startsWith('/')) return [part.value];
	if (part.kind === 'typed') return pathTextOf(part.of);
	// `${base}/orders`
	if (part.kind === 'template') {
		const last = part.quasis.at(-1) ?? '';
		return last.startsWith('/') ? [`${endingMark}${last}`] : [];
	}
	if (part.kind !== 'binary' || part.op !== '+') return [];
	return pathTextOf(part.right).map((text) => (text.startsWith(endingMark) ? text : `${endingMark}${text}`));
}

function methodTextsOf(part: Expr): {method: string; at: number}[] {
	if (part.kind === 'typed') return methodTextsOf(part.of);
	if (part.kind === 'choose') return [...methodTextsOf(part.then), ...methodTextsOf(part.otherwise)];
	if (part.kind === 'array') return part.items.flatMap((item) => (item === null || item.kind === 'spread' ? [] : methodTextsOf(item)));
	const method = part.kind === 'literal' && typeof part.value === 'string' ? methodNamed(part.value) : null;
	return method === null ? [] : [{method, at: part.at}];
}
