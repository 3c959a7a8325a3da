import type {Expr} from '../code/ir.ts';
import type {Machine, Site} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import type {Chain} from './angular-interceptors.ts';
import {argumentAt, optionOf} from './request.ts';

interface Injection {
	chain: Chain;
	/** What tokens stand for, by token. */
	provided: Map<Value, Value>;
	/** How many of the machine's classes were looked at for `@NgModule`. */
	classesSeen: number;
}

function injectionOf(machine: Machine): Injection {
	return machine.state('angular', () => ({chain: {interceptors: [], isRunning: false}, provided: new Map(), classesSeen: 0}));
}

/** The interceptors that the code registers, as far as it has run. */
export function chainOf(machine: Machine): Chain {
	const injection = injectionOf(machine);
	const classes = machine.classes();
	while (injection.classesSeen < classes.length) {
		const {cls} = classes[injection.classesSeen++]!;
		for (const decorator of cls.decorators) if (isNgModule(decorator)) machine.evaluate(decorator, cls.module);
	}
	return injection.chain;
}

function isNgModule(decorator: Expr): boolean {
	const from = decorator.kind === 'call' && decorator.callee.kind === 'name' ? decorator.callee.binding?.from : undefined;
	return from?.source === '@angular/core' && from.name === 'NgModule';
}

/** The token under which classes are registered as interceptors. */
export const interceptorsToken: Value = native('HTTP_INTERCEPTORS');

/** `withInterceptors([…])`: functions. */
export const withInterceptors: Value = nativeFunction('withInterceptors', (call) => {
	for (const item of call.machine.itemsOf(argumentAt(call, 0))?.items ?? []) addInterceptor(call.machine, call.machine.force(item));
	return undefined;
});

function addInterceptor(machine: Machine, interceptor: Value): void {
	const {interceptors} = injectionOf(machine).chain;
	const isKnown = interceptors.some(
		(other) => other === interceptor || (other.kind === 'closure' && interceptor.kind === 'closure' && other.func === interceptor.func),
	);
	if (!isKnown) interceptors.push(interceptor);
}

/** Reads the `providers` of a module or of an application's config. */
export function noteProviders(machine: Machine, config: Value): undefined {
	readProviders(machine, machine.get(config, 'providers'), 0);
}

/** Lists of providers may stand in each other. */
function readProviders(machine: Machine, value: Value, depth: number): void {
	const list = depth < 6 ? machine.itemsOf(value) : null;
	if (list !== null) for (const item of list.items) readProviders(machine, item, depth + 1);
	else for (const option of machine.eachOf(value)) if (option.value.kind === 'object') provide(machine, option.value);
}

function provide(machine: Machine, provider: Value): void {
	const token = machine.force(machine.get(provider, 'provide'));
	const value = providedBy(machine, provider);
	if (value === null) return;
	if (token === interceptorsToken) addInterceptor(machine, value);
	else injectionOf(machine).provided.set(token, value);
}

function providedBy(machine: Machine, provider: Value): Value | null {
	const {names} = machine.keysOf(provider);
	const cls = machine.force(optionOf(machine, provider, names.includes('useClass') ? 'useClass' : 'useExisting'));
	if (cls.kind === 'class') return machine.instanceOf(cls);
	if (names.includes('useValue')) return machine.get(provider, 'useValue');
	return names.includes('useFactory') ? machine.lazy(() => machine.call(machine.get(provider, 'useFactory'), [], siteOf(machine))) : null;
}

/** A factory is called by the framework, at no place in the code. */
function siteOf(machine: Machine): Site {
	return {module: machine.modules()[0]!, at: 0};
}

/** `new InjectionToken(name, {factory})`. */
export const injectionToken: Value = native('InjectionToken class', {
	construct: (call) => native('InjectionToken', {state: call.machine.get(argumentAt(call, 1), 'factory')}),
});

/** `inject(token)`: an instance of a class, a client, or what is provided for a token. */
export const inject: Value = nativeFunction('inject', (call) => injected(call, call.machine.force(argumentAt(call, 0))));

function injected(call: NativeCall, token: Value): Value | undefined {
	const {machine} = call;
	const provided = injectionOf(machine).provided.get(token);
	if (provided !== undefined) return provided;
	if (token.kind === 'class') return machine.instanceOf(token);
	if (token.kind !== 'native') return undefined;
	if (token.label === 'InjectionToken') return machine.call(token.state as Value, [], call.site);
	return token.label === 'HttpClient class' ? (token.state as Value) : undefined;
}
