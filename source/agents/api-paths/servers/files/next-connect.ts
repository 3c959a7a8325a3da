import type {Machine, Site} from '../../evaluate/machine.ts';
import {native, nativeFunction, objectOf, type NativeValue, type Value} from '../../evaluate/value.ts';
import type {FileMethod} from '../file-routes.ts';
import {defaultExportPlace, moduleOf} from '../file-routes.ts';

/** What a handler of next-connect was told, in order. */
interface Connect {
	methods: FileMethod[];
	run: number;
}

const label = 'next-connect';
const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'all'] as const;

/** `nc().get(list).post(create)`, `createRouter()` with `.handler()`, and the variants for the edge. */
export function nextConnect(name: string): Value | undefined {
	const create = nativeFunction('next-connect.create', ({machine}) => connectOf({methods: [], run: machine.run}));
	if (name === '*') return objectOf({default: create, createRouter: create, createEdgeRouter: create});
	return name === 'default' || name === 'createRouter' || name === 'createEdgeRouter' ? create : undefined;
}

function connectOf(state: Connect): NativeValue {
	const value: NativeValue = native(label, {
		state,
		get(name) {
			const method = methods.find((one) => one === name);
			if (method !== undefined) {
				return nativeFunction(`next-connect.${name}`, ({args, site, machine}) => {
					if (machine.mayChange(state.run)) state.methods.push({method: method.toUpperCase(), site, handlers: args});
					return value;
				});
			}
			return name === 'use' || name === 'handler' || name === 'clone' ? nativeFunction(`next-connect.${name}`, () => value) : undefined;
		},
	});
	return value;
}

/** The methods of a file whose default export is such a handler; null when it is none. */
export function connectMethods(machine: Machine, file: string): FileMethod[] | null {
	const exported = machine.exportOf(file, 'default');
	const module = moduleOf(machine, file);
	if (exported === null || module === undefined) return null;
	const handler = machine.force(exported);
	if (handler.kind !== 'native' || handler.label !== label) return null;
	const {methods: found} = handler.state as Connect;
	const place: Site = {module, at: defaultExportPlace(module)};
	return found.length > 0 ? found : [{method: 'ALL', site: place, handlers: [handler]}];
}
