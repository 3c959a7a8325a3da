import type {Machine, Site} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, unknown, type NativeCall, type Value} from '../evaluate/value.ts';
import {distinctFunctions, isKnownAbsent} from './callables.ts';
import {packageFolderOf} from './package-folder.ts';

/** Packages with the same exports. */
export const tanstackPackages: ReadonlySet<string> = new Set([
	'@tanstack/react-query',
	'@tanstack/vue-query',
	'@tanstack/svelte-query',
	'@tanstack/solid-query',
	'@tanstack/preact-query',
	'@tanstack/lit-query',
	'@tanstack/angular-query-experimental',
	'@tanstack/query-core',
	'@sveltestack/svelte-query',
	'react-query',
	'vue-query',
]);

/** A `QueryClient`: where its defaults come from, in order; a later one wins. */
export interface QueryClient {
	site: Site;
	defaults: Value[];
	/** `setQueryDefaults(key, options)`. */
	keyed: {key: Value; options: Value}[];
}

interface State {
	clients: QueryClient[];
	/** What `useQueryClient()` gives: any of them. */
	ambient: QueryClient | null;
}
const stateOf = (machine: Machine): State => machine.state('tanstack-query', () => ({clients: [], ambient: null}));

/** Notes a client that the code makes. */
export function newClient(machine: Machine, site: Site, defaults: Value[]): QueryClient {
	const client: QueryClient = {site, defaults, keyed: []};
	stateOf(machine).clients.push(client);
	return client;
}

/** The client of the components around, whichever it is. */
export function ambientClient(machine: Machine, site: Site): QueryClient {
	return (stateOf(machine).ambient ??= newClient(machine, site, []));
}

/** The client that a value is; null when it is none, or whichever one the components around have. */
export function clientOf(value: Value | undefined, machine: Machine): QueryClient | null {
	const forced = value && machine.force(value);
	if (forced?.kind !== 'native' || forced.label !== 'queryClient') return null;
	const client = forced.state as QueryClient;
	return client === stateOf(machine).ambient ? null : client;
}

const fetching = new Set([
	'fetchQuery',
	'prefetchQuery',
	'ensureQueryData',
	'fetchInfiniteQuery',
	'prefetchInfiniteQuery',
	'ensureInfiniteQueryData',
]);

/** The client as the code sees it. Methods that only read or write the cache stay unknown: their keys are no calls. */
export function clientValue(client: QueryClient, query: (call: NativeCall, client: QueryClient | null) => undefined): Value {
	const self: Value = native('queryClient', {
		state: client,
		get(name) {
			if (fetching.has(name))
				return nativeFunction(name, (call) => query({...call, args: call.args.slice(0, 3)}, clientOf(self, call.machine)));
			if (name === 'setDefaultOptions') return nativeFunction(name, ({args}) => void client.defaults.push(args[0] ?? literal(undefined)));
			if (name === 'setQueryDefaults')
				return nativeFunction(name, ({args: [key, options]}) => void (key && options && client.keyed.push({key, options})));
			if (name === 'getDefaultOptions') return nativeFunction(name, () => client.defaults.at(-1) ?? objectOf({}, unknown(name)));
			if (name === 'defaultQueryOptions') return nativeFunction(name, ({args}) => args[0]);
			return undefined;
		},
	});
	return self;
}

/** The default functions that may run a query: of its own client, else of the clients of its package, else of all. */
export function defaultQueryFns(key: Value, client: QueryClient | null, site: Site, machine: Machine): Value[] {
	machine.hasRunAll();
	const functionsOf = (clients: readonly QueryClient[]): Value[] =>
		distinctFunctions(clients.flatMap((one) => queryFnsOf(one, key, machine)));
	if (client !== null) return functionsOf([client]);
	const all = stateOf(machine).clients;
	const folder = packageFolderOf(site.module.file, machine.project);
	const near = functionsOf(all.filter((one) => packageFolderOf(one.site.module.file, machine.project) === folder));
	return near.length > 0 ? near : functionsOf(all);
}

/** `defaultOptions.mutations.mutationFn`. */
export function defaultMutationFns(machine: Machine): Value[] {
	machine.hasRunAll();
	return distinctFunctions(stateOf(machine).clients.flatMap((client) => defaultOf(client, 'mutations', 'mutationFn', machine) ?? []));
}

function queryFnsOf(client: QueryClient, key: Value, machine: Machine): Value[] {
	const keyed = client.keyed.findLast(
		(entry) => startsWith(key, entry.key, machine) && !isKnownAbsent(machine.force(machine.get(entry.options, 'queryFn'))),
	);
	const queryFn = keyed ? machine.get(keyed.options, 'queryFn') : defaultOf(client, 'queries', 'queryFn', machine);
	if (queryFn === null) return [];
	return machine
		.eachOf(queryFn)
		.map(({value}) => value)
		.filter((value) => !isKnownAbsent(value));
}

function defaultOf(client: QueryClient, part: 'queries' | 'mutations', name: string, machine: Machine): Value | null {
	for (const options of client.defaults.toReversed()) {
		const value = machine.force(machine.get(machine.get(options, part), name));
		if (value.kind !== 'unknown' && !isKnownAbsent(value)) return value;
	}
	return null;
}

function startsWith(key: Value, prefix: Value, machine: Machine): boolean {
	const wanted = machine.itemsOf(prefix)?.items ?? [];
	const parts = machine.itemsOf(key)?.items ?? [];
	return wanted.every((part, place) => {
		const literalPart = machine.literalOf(part);
		return literalPart !== undefined && parts[place] !== undefined && machine.literalOf(parts[place]) === literalPart;
	});
}
