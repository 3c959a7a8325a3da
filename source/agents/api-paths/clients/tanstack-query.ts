import type {Guards} from '../evaluate/facts.ts';
import type {Machine, Model} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, unknown, type NativeCall, type Value} from '../evaluate/value.ts';
import {isCallable, isKnownAbsent} from './callables.ts';
import {rehearseSetup} from './early-setup.ts';
import {
	ambientClient,
	clientOf,
	clientValue,
	defaultMutationFns,
	newClient,
	tanstackPackages,
	type QueryClient,
} from './tanstack-clients.ts';
import {optionsOf, unwrapped} from './tanstack-options.ts';
import {requestQuery} from './tanstack-request.ts';

/**
 * TanStack Query and its forerunner react-query. A query without a `queryFn` of its own is requested by the default one of the project's
 * query client: its own code is run with the key, so it decides what becomes of the key's parts. Keys that only name entries of the
 * cache (`invalidateQueries`, `setQueryData` …) are no calls.
 */
export const tanstackQuery: Model = {
	name: 'tanstack-query',
	modules: Object.fromEntries([...tanstackPackages].map((name) => [name, (exported: string) => exports.get(exported)])),
	prepared: (machine) => rehearseSetup(machine, tanstackPackages, 'QueryClient'),
};

const runsQuery = nativeFunction('useQuery', (call) => {
	query(call, null);
	return resultOf(call);
});
const runsQueries = nativeFunction('useQueries', queries);
const runsMutation = nativeFunction('useMutation', mutation);
const givesItsArgument = nativeFunction('queryOptions', (call) => call.args[0] && unwrapped(call.args[0], call));
const givesClient = nativeFunction('useQueryClient', ({machine, site}) => clientValue(ambientClient(machine, site), query));
const queryClientClass = native('QueryClient', {
	construct: ({args, machine, site}) => {
		const options = args[0] ?? literal(undefined);
		return clientValue(newClient(machine, site, [machine.get(options, 'defaultOptions')]), query);
	},
});
const observerClass = native('QueryObserver', {
	construct: (call) => query({...call, args: call.args.slice(1)}, clientOf(call.args[0], call.machine)),
});
/** Vue's plugin makes a client of its own from `app.use(VueQueryPlugin, {queryClientConfig})`. */
const vuePlugin = native('VueQueryPlugin', {
	get: (name) => (name === 'install' ? nativeFunction('VueQueryPlugin.install', installInVue) : undefined),
});

const exports = new Map<string, Value>([
	...each(
		runsQuery,
		'useQuery useSuspenseQuery useInfiniteQuery useSuspenseInfiniteQuery usePrefetchQuery usePrefetchInfiniteQuery useBaseQuery',
	),
	...each(runsQuery, 'createQuery createInfiniteQuery injectQuery injectInfiniteQuery usePaginatedQuery'),
	...each(runsQueries, 'useQueries useSuspenseQueries createQueries injectQueries'),
	...each(runsMutation, 'useMutation createMutation injectMutation'),
	...each(givesItsArgument, 'queryOptions infiniteQueryOptions mutationOptions'),
	...each(givesClient, 'useQueryClient injectQueryClient'),
	...each(observerClass, 'QueryObserver InfiniteQueryObserver'),
	...each(queryClientClass, 'QueryClient'),
	...each(vuePlugin, 'VueQueryPlugin'),
]);

function each(value: Value, names: string): [string, Value][] {
	return names.split(' ').map((name) => [name, value]);
}

function installInVue({args, machine, site}: NativeCall): undefined {
	const config = machine.get(args[1] ?? literal(undefined), 'queryClientConfig');
	if (!isKnownAbsent(machine.force(config))) newClient(machine, site, [machine.get(config, 'defaultOptions')]);
}

/** Of the data at most its type is known, `useQuery<User>(…)`: it decides what becomes of its parts in other keys. */
function resultOf({typeArgs}: NativeCall): Value {
	return objectOf({data: unknown('data', 'runtime-value', typeArgs[0] ?? null)}, unknown('query'));
}

function query(call: NativeCall, client: QueryClient | null): undefined {
	const options = optionsOf(call);
	if (options === null) return;
	const own = clientOf(call.args[1], call.machine) ?? client;
	requestEach(options, own, call);
}

function queries(call: NativeCall): undefined {
	const {machine} = call;
	const first = unwrapped(call.args[0] ?? literal(undefined), call);
	const listed = machine.force(first).kind === 'array' ? first : machine.get(first, 'queries');
	const list = machine.force(unwrapped(listed, call));
	if (list.kind !== 'array') return;
	for (const item of list.rest ? [...list.items, list.rest] : list.items) {
		requestEach(unwrapped(item, call), null, call);
	}
}

function requestEach(options: Value, client: QueryClient | null, call: NativeCall): void {
	const {machine} = call;
	for (const {guards, value} of machine.eachOf(options)) {
		machine.under(guards, () => {
			for (const enabled of enabledUnder(value, machine)) machine.under(enabled, () => (requestQuery(value, client, call), value));
			return value;
		});
	}
}

/** Under what it is asked at all: `enabled: !!id` rules out the key without one. A query that is always disabled is asked by hand. */
function enabledUnder(options: Value, machine: Machine): Guards[] {
	const ways = machine.eachOf(machine.get(options, 'enabled')).filter(({value}) => value.kind !== 'literal' || Boolean(value.value));
	return ways.length === 0 ? [null] : ways.map(({guards}) => guards);
}

/** `mutate` hands what it is given to the function, so requests that depend on it belong to where `mutate` is called. */
function mutation(call: NativeCall): Value {
	const {machine} = call;
	const first = machine.force(call.args[0] ?? literal(undefined));
	const own = mutationFnOf(first, call);
	const mutate = nativeFunction('mutate', ({args, site}) => {
		for (const mutationFn of own === null ? defaultMutationFns(machine) : [own]) machine.call(mutationFn, args.slice(0, 1), site);
		return undefined;
	});
	return native('mutation', {get: (name) => (name === 'mutate' || name === 'mutateAsync' ? mutate : undefined)});
}

/** `useMutation({mutationFn})`, before version 5 `useMutation(mutationFn)`, with `createMutation(() => ({mutationFn}))` the options come from a function. */
function mutationFnOf(first: Value, call: NativeCall): Value | null {
	const {machine} = call;
	const options = first.kind === 'closure' && first.func.params.length === 0 ? machine.force(machine.call(first, [], call.site)) : first;
	if (first.kind === 'closure' && options.kind !== 'object') return first;
	if (isCallable(options)) return options;
	const own = machine.force(machine.get(options, 'mutationFn'));
	return isKnownAbsent(own) ? null : own;
}
