import type {Expr, Member} from '../../code/ir.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import type {ClassValue, Value} from '../../evaluate/value.ts';
import {emptyPath, pathTextsOf, type PathText} from '../path-text.ts';
import {decorationsOf, type Decoration} from './decorations.ts';

/** A method of a controller that answers. */
export interface Endpoint {
	method: string;
	paths: PathText[];
	/** Null: the controller's. */
	versions: Value | null;
	site: Site;
	handler: Value[];
}

export interface Controller {
	cls: ClassValue;
	paths: PathText[];
	versions: Value | null;
	endpoints: Endpoint[];
	/** Packages that add methods of their own, and where. */
	generated: {by: string; site: Site}[];
}

/** What a class says of itself as a controller, its bases included; null when it is none. */
export function controllerOf(machine: Machine, cls: ClassValue): Controller | null {
	const chain = chainOf(machine, cls);
	const own = chain.map((one) => classDecorations(machine, one));
	const controller = own.flat().find(({said}) => said.kind === 'controller')?.said;
	if (controller?.kind !== 'controller') return null;
	return {
		cls,
		paths: pathsOr(machine, controller.paths),
		versions: isGiven(machine, controller.version) ? controller.version : (versionOf(own.flat().map(({said}) => said)) ?? null),
		endpoints: endpointsOf(machine, chain, cls),
		generated: own.flat().flatMap(({said, site}) => (said.kind === 'generated' ? [{by: said.by, site}] : [])),
	};
}

/** A decoration of a class, where it was written. */
export function classDecorations(machine: Machine, cls: ClassValue): {said: Decoration; site: Site}[] {
	return cls.cls.decorators.flatMap((decorator) => {
		const site = siteOf(cls, decorator);
		return decorationsOf(machine, machine.evaluate(decorator, cls.cls.module, cls.frame), site).map((said) => ({said, site}));
	});
}

/** The class and its bases, nearest first. */
export function chainOf(machine: Machine, cls: ClassValue): ClassValue[] {
	const chain: ClassValue[] = [];
	let next: ClassValue | undefined = cls;
	while (next !== undefined && !chain.includes(next)) {
		chain.push(next);
		const parent: Value[] = next.parent === null ? [] : machine.eachOf(next.parent).map(({value}) => value);
		next = parent.find((value) => value.kind === 'class');
	}
	return chain;
}

/** Decorators sit on the function itself: who overrides a method without decorating it again takes its route away. */
function endpointsOf(machine: Machine, chain: readonly ClassValue[], cls: ClassValue): Endpoint[] {
	const seen = new Set<string>();
	return chain.flatMap((one) =>
		one.cls.members.flatMap((member) => {
			if (member.isStatic || member.kind !== 'method' || typeof member.key !== 'string' || seen.has(member.key)) return [];
			seen.add(member.key);
			return endpointOf(machine, one, member, handlerOf(machine, cls, one, member.key));
		}),
	);
}

function endpointOf(machine: Machine, cls: ClassValue, member: Member, handler: Value[]): Endpoint[] {
	const said = member.decorators.flatMap((decorator) => {
		const site = siteOf(cls, decorator);
		return decorationsOf(machine, machine.evaluate(decorator, cls.cls.module, cls.frame), site).map((one) => ({one, site}));
	});
	const versions = versionOf(said.map(({one}) => one));
	const route = said.find(({one}) => one.kind === 'route');
	if (route?.one.kind !== 'route') return [];
	return [{method: route.one.method, paths: pathsOr(machine, route.one.paths), versions, site: route.site, handler}];
}

function handlerOf(machine: Machine, cls: ClassValue, owner: ClassValue, name: string): Value[] {
	const method = machine.methodOf(cls, name) ?? machine.methodOf(owner, name);
	return method === null ? [] : [method];
}

function versionOf(said: readonly Decoration[]): Value | null {
	const version = said.find((one) => one.kind === 'version');
	return version?.kind === 'version' ? version.versions : null;
}

function isGiven(machine: Machine, value: Value | null): value is Value {
	return value !== null && machine.eachOf(value).some(({value: one}) => one.kind !== 'literal' || (one.value ?? null) !== null);
}

function pathsOr(machine: Machine, value: Value | null): PathText[] {
	if (!isGiven(machine, value)) return [emptyPath];
	const paths = pathTextsOf(machine, value);
	return paths.length > 0 ? paths : [emptyPath];
}

function siteOf(cls: ClassValue, decorator: Expr): Site {
	return {module: cls.cls.module, at: decorator.at};
}
