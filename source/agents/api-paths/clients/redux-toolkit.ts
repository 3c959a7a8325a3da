import type {Type} from '../code/ir.ts';
import type {Machine, Model} from '../evaluate/machine.ts';
import {literal, nativeFunction, objectOf, unknown, type NativeCall, type Value} from '../evaluate/value.ts';
import {isCallable, isKnownAbsent} from './callables.ts';

/** Redux Toolkit's thunks: the payload creator gets what the component dispatches, and the `extraArgument` of the store. */
export const reduxToolkit: Model = {
	name: 'redux-toolkit',
	modules: {
		'@reduxjs/toolkit': (name) => exports[name],
		'redux-thunk': (name) =>
			name === 'withExtraArgument' ? nativeFunction(name, ({args: [extra], machine}) => keep(extra, machine)) : undefined,
	},
};

interface State {
	/** What thunks get besides dispatch and state: most often a client. */
	extra: Value | null;
}
const stateOf = (machine: Machine): State => machine.state('redux-toolkit', () => ({extra: null}));

const createAsyncThunk: Value = {
	...nativeFunction('createAsyncThunk', defineThunk),
	get: (name) => (name === 'withTypes' ? nativeFunction(name, () => createAsyncThunk) : undefined),
};
const exports: Record<string, Value> = {createAsyncThunk, configureStore: nativeFunction('configureStore', configureStore)};

function defineThunk({machine, args, typeArgs}: NativeCall): Value | undefined {
	const payload = args[1] && machine.force(args[1]);
	if (!payload || !isCallable(payload)) return undefined;
	const api = objectOf({extra: machine.lazy(() => extraOf(typeArgs, machine))}, unknown('thunkApi'));
	machine.whenDone(() => machine.callInPlace(payload, [unknown('arg', 'runtime-value', typeArgs[1] ?? null), api]));
	return nativeFunction('thunk', (call) => machine.call(payload, [call.args[0] ?? literal(undefined), api], call.site));
}

/** As the store has it, else as `createAsyncThunk<Result, Argument, {extra: AxiosInstance}>` says. */
function extraOf(typeArgs: readonly Type[], machine: Machine): Value {
	const {extra} = stateOf(machine);
	if (extra !== null) return extra;
	const config = typeArgs[2];
	const type = config?.kind === 'object' ? config.props.get('extra') : undefined;
	return (type && machine.valueOfType(type)) ?? unknown('extra');
}

function configureStore({machine, args}: NativeCall): undefined {
	const middleware = machine.force(machine.get(args[0] ?? literal(undefined), 'middleware'));
	const getDefaults = nativeFunction('getDefaultMiddleware', (call) =>
		keep(machine.get(machine.get(call.args[0] ?? literal(undefined), 'thunk'), 'extraArgument'), machine),
	);
	if (isCallable(middleware)) machine.callInPlace(middleware, [getDefaults]);
}

function keep(extra: Value | undefined, machine: Machine): undefined {
	const forced = extra && machine.force(extra);
	if (forced && !isKnownAbsent(forced) && forced.kind !== 'unknown') stateOf(machine).extra = forced;
}
