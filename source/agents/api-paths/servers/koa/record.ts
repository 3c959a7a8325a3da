import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal} from '../../evaluate/value.ts';
import type {NativeValue, Value} from '../../evaluate/value.ts';
import {nextAppNumber} from '../app-number.ts';
import {runOfMaking} from '../instances.ts';

/** `new Koa()`: what requests go through, in order. */
export interface KoaApp {
	kind: 'koa.app';
	/** False for what only a type annotation tells of. */
	isMade: boolean;
	/** Another app has mounted it. */
	isMounted: boolean;
	madeIn: number;
	site: Site | null;
	number: number;
	uses: Use[];
}

export interface Use {
	middleware: Value;
	site: Site;
}

/** A route of a router; `path` has the prefixes of the routers it was taken over from, but not the one of its own router. */
export interface Layer {
	kind: 'route';
	/** Null: cannot be known. */
	methods: string[] | null;
	path: Value;
	/** For a path that is a regular expression; no prefix applies to it. */
	regExp: {source: string; flags: string} | null;
	handlers: Value[];
	site: Site;
}

/** Something that answers below a path and cannot be read. */
export interface OpaqueLayer {
	kind: 'opaque';
	path: Value;
	what: string;
	detail: string;
	/** It is used as routers are, so that also without a path of its own it is taken for one. */
	isRouter: boolean;
	site: Site;
}

export interface KoaRouter {
	kind: 'koa.router';
	madeIn: number;
	prefix: Value;
	isStrict: boolean;
	isCaseSensitive: boolean;
	layers: (Layer | OpaqueLayer)[];
	/** The value that plays it. */
	value: NativeValue;
}

/** Middleware that a model knows, by what it does. */
export type KnownMiddleware =
	| {kind: 'koa.routes'; router: KoaRouter}
	| {kind: 'koa.mount'; prefix: Value; inner: Value}
	| {kind: 'koa.compose'; of: Value}
	| {kind: 'koa.layer'; layer: Layer | OpaqueLayer}
	| KoaApp
	| {kind: 'koa.none'};

export interface KoaState {
	apps: KoaApp[];
	/** Routers whose middleware is called by hand: `(ctx, next) => router.routes()(ctx, next)`. */
	dispatched: {router: KoaRouter; site: Site}[];
}

export const koaState = (machine: Machine): KoaState => machine.state<KoaState>('koa', () => ({apps: [], dispatched: []}));

export const newKoaApp = (machine: Machine, isMade: boolean, site: Site | null = null): KoaApp => ({
	site,
	kind: 'koa.app',
	isMade,
	isMounted: false,
	madeIn: runOfMaking(machine),
	number: nextAppNumber(machine),
	uses: [],
});

/** What a model's middleware does; null for functions of the code and for what no model knows. */
export function knownMiddleware(value: Value): KnownMiddleware | null {
	const state = value.kind === 'native' ? (value.state as Partial<KnownMiddleware> | undefined) : undefined;
	return state?.kind?.startsWith('koa.') === true && (state as {kind: string}).kind !== 'koa.router' ? (state as KnownMiddleware) : null;
}

export const noPath: Value = literal('');
