import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, type NativeCall, type Value} from '../evaluate/value.ts';
import {isCallable, isKnownAbsent} from './callables.ts';

/** GraphQL clients: whatever they ask, it is a POST to the one address they were made with. */
export const graphql: Model = {
	name: 'graphql',
	modules: {
		...of(
			[
				'@apollo/client',
				'@apollo/client/core',
				'@apollo/client/link/http',
				'@apollo/client/link/batch-http',
				'apollo-link-http',
				'apollo-link-batch-http',
				'apollo-upload-client',
				'@apollo/client/link/ws',
				'apollo-boost',
				'apollo-client',
			],
			{
				ApolloClient: byOption('uri', null),
				HttpLink: byOption('uri', '/graphql'),
				BatchHttpLink: byOption('uri', '/graphql'),
				createHttpLink: byOption('uri', '/graphql'),
				createUploadLink: byOption('uri', '/graphql'),
				UploadHttpLink: byOption('uri', '/graphql'),
			},
		),
		'apollo-boost': (name) => (name === 'default' ? byOption('uri', '/graphql') : undefined),
		...of(['urql', '@urql/core', '@urql/preact', '@urql/svelte', '@urql/vue', '@urql/solid'], {
			createClient: byOption('url', null),
			Client: byOption('url', null),
		}),
		...of(['graphql-request'], {
			GraphQLClient: native('GraphQLClient', {construct: (call) => sent(call.args[0], call)}),
			request: nativeFunction('request', requestOnce),
			rawRequest: nativeFunction('rawRequest', requestOnce),
			default: nativeFunction('request', requestOnce),
		}),
		...of(['graphql-ws'], {
			createClient: nativeFunction('createClient', (call) => open(call.machine.get(call.args[0] ?? literal(undefined), 'url'), call)),
		}),
		...of(['subscriptions-transport-ws'], {
			SubscriptionClient: native('SubscriptionClient', {construct: (call) => open(call.args[0], call)}),
		}),
	},
};

function of(packages: readonly string[], exports: Record<string, Value>): NonNullable<Model['modules']> {
	return Object.fromEntries(packages.map((name) => [name, (exported: string) => exports[exported]]));
}

/** Made by `new X({uri})` or `createX({uri})`. A client that was given a link has no address of its own. */
function byOption(option: string, preset: string | null): Value {
	const make = (call: NativeCall): Value => {
		const options = call.args[0] ?? literal(undefined);
		const address = call.machine.force(call.machine.get(options, option));
		const isLeftOut = isKnownAbsent(address) || (address.kind === 'unknown' && preset === null);
		const fallback = preset === null ? undefined : literal(preset);
		return sent(isLeftOut ? fallback : address, call);
	};
	return native(`graphql.${option}`, {call: make, construct: make});
}

function requestOnce(call: NativeCall): Value {
	const first = call.machine.force(call.args[0] ?? literal(undefined));
	return sent(first.kind === 'object' ? call.machine.get(first, 'url') : first, call);
}

function sent(address: Value | undefined, {machine, site}: NativeCall): Value {
	for (const url of addressesOf(address, machine, site)) machine.emit({client: 'graphql', method: 'POST', url, site, kind: 'http'});
	return swallowing;
}

function open(address: Value | undefined, {machine, site}: NativeCall): Value {
	for (const url of addressesOf(address, machine, site)) machine.emit({client: 'graphql', method: 'GET', url, site, kind: 'socket'});
	return swallowing;
}

/** An address may be a function of the operation. */
function addressesOf(address: Value | undefined, machine: Machine, site: Site): Value[] {
	if (address === undefined) return [];
	const forced = machine.force(address);
	const given = isCallable(forced) ? machine.call(forced, [], site) : forced;
	return machine
		.eachOf(given)
		.map(({value}) => value)
		.filter((value) => !isKnownAbsent(value));
}

/** Queries sent through the client are no calls of their own: its methods and what they give stay unknown. */
const swallowing = native('graphql.client');
