import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {native, nativeFunction, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';

/** A client whose paths the type system checks against the server: made here. */
export interface TypedClient {
	library: string;
	site: Site;
}

/** Where the code makes clients whose calls the compiler checks already; in order of their making. */
export function typedClientsOf(machine: Machine): TypedClient[] {
	return machine.state('typed-clients', () => []);
}

const makers: Record<string, {library: string; exports: readonly string[]}> = {
	'@trpc/client': {library: 'tRPC', exports: ['createTRPCClient', 'createTRPCProxyClient', 'createTRPCUntypedClient']},
	'@trpc/react-query': {library: 'tRPC', exports: ['createTRPCReact', 'createTRPCQueryUtils']},
	'@trpc/next': {library: 'tRPC', exports: ['createTRPCNext']},
	'@trpc/next/app-dir/client': {library: 'tRPC', exports: ['experimental_createTRPCNextAppDirClient']},
	'@trpc/tanstack-react-query': {library: 'tRPC', exports: ['createTRPCContext', 'createTRPCOptionsProxy']},
	'trpc-nuxt/client': {library: 'tRPC', exports: ['createTRPCNuxtClient']},
	'@ts-rest/core': {library: 'ts-rest', exports: ['initClient']},
	'@ts-rest/react-query': {library: 'ts-rest', exports: ['initQueryClient', 'initTsrReactQuery']},
	'@ts-rest/react-query/v5': {library: 'ts-rest', exports: ['initTsrReactQuery']},
	'@ts-rest/vue-query': {library: 'ts-rest', exports: ['initQueryClient']},
	'@ts-rest/solid-query': {library: 'ts-rest', exports: ['initQueryClient']},
	'hono/client': {library: 'Hono RPC', exports: ['hc']},
	'openapi-fetch': {library: 'openapi-fetch', exports: ['default', 'createPathBasedClient']},
	'openapi-react-query': {library: 'openapi-react-query', exports: ['default']},
	'openapi-client-axios': {library: 'openapi-client-axios', exports: ['default', 'OpenAPIClientAxios']},
	'@zodios/core': {library: 'Zodios', exports: ['Zodios']},
	'@zodios/react': {library: 'Zodios', exports: ['ZodiosHooks']},
	'@elysiajs/eden': {library: 'Eden', exports: ['treaty', 'edenTreaty', 'edenFetch']},
	'@orpc/client': {library: 'oRPC', exports: ['createORPCClient']},
};

/** Clients checked by the type system: that they are used is noted; they make no calls that a path could be read of. */
export const typedClients: Model = {
	name: 'typed-clients',
	modules: Object.fromEntries(
		Object.entries(makers).map(([module, {library, exports}]) => [
			module,
			(name: string) => (exports.includes(name) ? maker(library) : undefined),
		]),
	),
};

function maker(library: string): Value {
	const make = ({machine, site}: NativeCall): Value => {
		const known = typedClientsOf(machine);
		if (!known.some((one) => one.site.module === site.module && one.site.at === site.at)) known.push({library, site});
		return checked;
	};
	return native(library, {call: make, construct: make});
}

/** Any chain of members and calls on such a client stays one: `trpc.users.list.useQuery()`. */
const checked: NativeValue = native('typed-client', {get: (name) => (name === 'then' ? undefined : checkedMember)});
const checkedMember: NativeValue = {
	...nativeFunction('typed-client', () => undefined),
	get: (name) => (name === 'then' ? undefined : checkedMember),
};
