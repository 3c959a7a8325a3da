import type {Machine, Site} from '../evaluate/machine.ts';
import {arrayOf, objectOf, unknown, type NativeCall, type Value} from '../evaluate/value.ts';
import {isCallable, isKnownAbsent, takesArguments} from './callables.ts';
import {defaultQueryFns, type QueryClient} from './tanstack-clients.ts';
import {unref} from './tanstack-options.ts';

/** Does what one query does: runs its own function, or the default one, with its key. */
export function requestQuery(options: Value, client: QueryClient | null, {machine, site}: NativeCall): void {
	switch (ownerOf(options, machine)) {
		case 'own':
			return runOwn(options, site, machine);
		case 'default':
			return runDefault(options, client, site, machine);
		case 'nobody':
	}
}

/**
 * Who requests it? An option that a caller's spread might hold (`{queryKey, ...options}`) counts as left out: where the caller is known, it is
 * looked at again. Options that a package makes, such as a typed client's, bring their own function.
 */
function ownerOf(options: Value, machine: Machine): 'own' | 'default' | 'nobody' {
	const forced = machine.force(options);
	const own = machine.eachOf(machine.get(forced, 'queryFn')).map(({value}) => value);
	if (own.some(isCallable)) return 'own';
	if (own.some((value) => value.kind === 'param')) return isGivenIn(forced) ? 'own' : 'default';
	if (own.some((value) => value.kind === 'unknown' && value.reason !== 'external-code')) return 'default';
	return own.every(isKnownAbsent) ? 'default' : 'nobody';
}

/** `{queryFn}` itself, no spread that might hold it. */
function isGivenIn(options: Value): boolean {
	return options.kind === 'object' && options.props.has('queryFn');
}

/** A function without parameters does the same whoever calls it: it is looked at by itself. */
function runOwn(options: Value, site: Site, machine: Machine): void {
	for (const {value: own} of machine.eachOf(machine.get(options, 'queryFn'))) {
		const isRun = own.kind === 'param' || (isCallable(own) && takesArguments(own));
		if (isRun) forEachKey(options, machine, (key) => machine.call(own, [contextOf(options, key, machine)], site));
	}
}

function runDefault(options: Value, client: QueryClient | null, site: Site, machine: Machine): void {
	forEachKey(options, machine, (key) => {
		if (!isKnownAbsent(key)) runDefaultFor(key, options, client, site, machine);
		return key;
	});
}

function runDefaultFor(key: Value, options: Value, client: QueryClient | null, site: Site, machine: Machine): void {
	const context = contextOf(options, key, machine);
	for (const queryFn of defaultQueryFns(key, client, site, machine)) {
		if (isCallable(queryFn)) machine.call(queryFn, isSpreadKey(site, machine) ? (machine.itemsOf(key)?.items ?? []) : [context], site);
		else machine.emit({client: 'useQuery', method: null, url: unknown('queryKey', 'external-code'), site, kind: 'http'});
	}
}

/** Up to version 2 of react-query the parts of the key were the arguments. */
function isSpreadKey({module}: Site, {project}: Machine): boolean {
	return (project.majorOf(module.file, 'react-query') ?? 3) < 3;
}

/** One key after the other: `id ? ['/a', id] : ['off']` is not two lists at once to a loop over its parts. */
function forEachKey(options: Value, machine: Machine, run: (key: Value) => Value): void {
	for (const {guards, value} of machine.eachOf(keyOf(options, machine))) machine.under(guards, () => run(value));
}

function contextOf(options: Value, key: Value, machine: Machine): Value {
	return objectOf({
		queryKey: key,
		signal: unknown('signal'),
		meta: machine.get(options, 'meta'),
		pageParam: unknown('pageParam', 'runtime-value', {kind: 'primitive', name: 'any'}),
	});
}

/** To the function a key is an array whatever it was written as. What a caller's spread might hold is no alternative to a written key. */
function keyOf(options: Value, machine: Machine): Value {
	const key = unref(machine.get(options, 'queryKey'), machine);
	if (key.kind !== 'choice') return asArray(key, machine);
	const written = machine.eachOf(key).filter(({value}) => value.kind !== 'param' && value.kind !== 'unknown' && !isKnownAbsent(value));
	const known = written.map(({guards, value}) => ({guards, value: asArray(value, machine)}));
	return known.length === 1 ? known[0]!.value : known.length === 0 ? key : {kind: 'choice', of: known};
}

function asArray(key: Value, machine: Machine): Value {
	if (key.kind === 'concat' || (key.kind === 'literal' && typeof key.value === 'string')) return arrayOf([key]);
	if (key.kind !== 'array') return key;
	return arrayOf(
		key.items.map((item) => unref(item, machine)),
		key.rest,
	);
}
