import type {Type} from '../code/ir.ts';
import type {Model} from '../evaluate/machine.ts';
import {arrayOf, native, nativeFunction, unknown, type NativeCall, type Value} from '../evaluate/value.ts';

/** What client-side routers read from the address of the page: always text, which matters where the type of a value decides what becomes of it. */
export const routerParams: Model = {
	name: 'router-params',
	modules: {
		...of(
			[
				'react-router',
				'react-router-dom',
				'wouter',
				'wouter-preact',
				'@tanstack/react-router',
				'next/navigation',
				'@solidjs/router',
				'expo-router',
			],
			{
				useParams: nativeFunction('useParams', ({typeArgs}) => params(typeArgs[0])),
				useSearchParams: nativeFunction('useSearchParams', () => searchParams()),
				useRoute: nativeFunction('useRoute', ({typeArgs}) => arrayOf([unknown('isMatch'), params(typeArgs[0])])),
				useLocalSearchParams: nativeFunction('useLocalSearchParams', ({typeArgs}) => params(typeArgs[0])),
				useGlobalSearchParams: nativeFunction('useGlobalSearchParams', ({typeArgs}) => params(typeArgs[0])),
				usePathname: nativeFunction('usePathname', () => unknown('pathname', 'runtime-value', text)),
			},
		),
		...of(['vue-router', '@ionic/vue-router'], {useRoute: nativeFunction('useRoute', () => route())}),
		...of(['next/router'], {
			useRouter: nativeFunction('useRouter', () => native('router', {get: (name) => (name === 'query' ? params() : undefined)})),
		}),
	},
};

const text: Type = {kind: 'primitive', name: 'string'};

function of(packages: readonly string[], exports: Record<string, Value>): NonNullable<Model['modules']> {
	return Object.fromEntries(packages.map((name) => [name, (exported: string) => exports[exported]]));
}

/** Every parameter is text; the code may say more of it (`useParams<{tab: 'a' | 'b'}>`). */
function params(declared?: Type): Value {
	return native('params', {
		get: (name) => unknown(name, 'runtime-value', (declared?.kind === 'object' && declared.props.get(name)) || text),
	});
}

/** Next gives the parameters, React Router a pair of them and a setter. */
function searchParams(): Value {
	const found = nativeFunction('get', ({args, machine}: NativeCall) =>
		unknown(String((args[0] && machine.literalOf(args[0])) ?? 'search'), 'runtime-value', text),
	);
	const search: Value = native('searchParams', {get: (name) => (name === 'get' ? found : name === '0' ? search : undefined)});
	return search;
}

function route(): Value {
	return native('route', {get: (name) => (name === 'params' || name === 'query' ? params() : undefined)});
}
