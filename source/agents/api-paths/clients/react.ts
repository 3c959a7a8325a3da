import type {Func, Module} from '../code/ir.ts';
import type {Machine, Model, NativeCallHandler} from '../evaluate/machine.ts';
import {arrayOf, nativeFunction, objectOf, undefinedValue, unknown} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';

/** Hooks and wrappers of React (and Preact): what they give back, and what they call. */
const exports: Record<string, NativeCallHandler> = {
	useCallback: ({args: [callback]}) => callback,
	useMemo: ({args: [make], machine}) => (make === undefined ? undefinedValue : machine.callInPlace(make, [])),
	useState: ({args: [initial], typeArgs}) =>
		arrayOf([unknown('state', 'runtime-value', typeArgs[0] ?? typeOfInitial(initial)), nativeFunction('setState', () => undefinedValue)]),
	useRef: ({args: [initial]}) => objectOf({current: initial ?? unknown('current')}),
	memo: ({args: [component]}) => component,
	forwardRef: ({args: [component]}) => component,
	observer: ({args: [component]}) => component,
	lazy: ({args: [load], machine}) => (load === undefined ? undefinedValue : machine.get(machine.callInPlace(load, []), 'default')),
	cache: ({args: [inner]}) => inner,
	useEffectEvent: ({args: [callback]}) => callback,
	createContext: ({args: [initial]}) => contextOf(initial ?? undefinedValue),
	useContext: ({args: [context], machine}) => (context === undefined ? undefinedValue : readContext(context, machine)),
	use: ({args: [context], machine}) => (context === undefined ? undefinedValue : readContext(context, machine)),
};

/** State that is a text or a number stays one. */
function typeOfInitial(initial: Value | undefined): {kind: 'primitive'; name: 'string' | 'number' | 'boolean'} | null {
	if (initial?.kind !== 'literal') return null;
	const name = typeof initial.value;
	return name === 'string' || name === 'number' || name === 'boolean' ? {kind: 'primitive', name} : null;
}

interface Context {
	initial: Value;
	/** What providers were seen to give. */
	provided: Value[];
}

function contextOf(initial: Value): Value {
	const state: Context = {initial, provided: []};
	const provider: Value = {kind: 'native', label: 'react.Provider', state};
	return {kind: 'native', label: 'react.Context', state, get: (name) => (name === 'Provider' ? provider : undefined)};
}

/** What the one provider gives; with several it may be any of them. */
function readContext(context: Value, machine: Machine): Value {
	const forced = machine.force(context);
	if (forced.kind !== 'native' || !forced.label.startsWith('react.')) return unknown('context');
	const {initial, provided} = forced.state as Context;
	const isSettled = (asking: Machine): boolean => provided.length > 0 || asking.hasRunAll();
	const outermost = initial.kind === 'literal' ? unknown('context') : initial;
	const current = (): Value => provided.at(-1) ?? outermost;
	// Asked too early, it is not settled once for all: a hook without arguments is only worked out once.
	return isSettled(machine) ? machine.lazy(current) : unsettled(isSettled, current, outermost);
}

/** Whoever reads of it is asked again once providers were seen. One that hands on what is around it ends at the outermost. */
function unsettled(isSettled: (machine: Machine) => boolean, current: () => Value, outermost: Value): Value {
	let isAsked = false;
	const ask = (machine: Machine, question: (of: Value) => Value): Value => {
		isSettled(machine);
		if (isAsked) return question(outermost);
		isAsked = true;
		try {
			return question(current());
		} finally {
			isAsked = false;
		}
	};
	return {
		kind: 'native',
		label: 'context value',
		get: (name, machine) => ask(machine, (of) => machine.get(of, name)),
		call: ({args, site, machine}) => ask(machine, (of) => machine.call(of, args, site)),
	};
}

const packages = ['react', 'preact', 'preact/hooks', 'preact/compat', 'mobx-react', 'mobx-react-lite'];

export const reactModel: Model = {
	name: 'react',
	modules: Object.fromEntries(packages.map((module) => [module, (name) => exportOf(name)])),
	prepared: (machine) => machine.rehearseFirst((module) => providersIn(module)),
	element: (tag, attributes) => {
		if (typeof tag === 'string' || tag.kind !== 'native' || !tag.label.startsWith('react.')) return;
		const value = attributes.find(({name}) => name === 'value');
		if (value !== undefined) (tag.state as Context).provided.push(value.value);
	},
};

/** Functions that render a provider: what they give is read by components anywhere. */
function providersIn(module: Module): Func[] {
	if (!module.imports.some((source) => packages.includes(source)) || !providerTag.test(module.textOf(0, Number.MAX_SAFE_INTEGER)))
		return [];
	return module.funcs.filter((func) => func.kind !== 'module' && providerTag.test(module.textOf(func.at, func.end)));
}
const providerTag = /<[\w.]+\.Provider\b/u;

function exportOf(name: string): Value | undefined {
	if (name === 'default' || name === '*') return {kind: 'native', label: 'react', get: exportOf};
	const call = exports[name];
	return call === undefined ? undefined : nativeFunction(name, call);
}
