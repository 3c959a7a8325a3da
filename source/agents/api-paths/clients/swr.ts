import type {Machine, Model, Site} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, unknown, type NativeCall, type Value} from '../evaluate/value.ts';
import {distinctFunctions, isCallable, isKnownAbsent} from './callables.ts';
import {rehearseSetup} from './early-setup.ts';
import {packageFolderOf} from './package-folder.ts';

/** What each module is when it is called itself. */
const mainExports = {
	swr: 'useSWR',
	'swr/immutable': 'useSWR',
	'swr/infinite': 'useSWR',
	'swr/mutation': 'useSWRMutation',
	'swr/subscription': 'useSWR',
	'swr/_internal': 'useSWR',
};
const packages: ReadonlySet<string> = new Set(Object.keys(mainExports));

/** SWR: the fetcher, given to the hook or to a `SWRConfig` around it, is run with the key. */
export const swr: Model = {
	name: 'swr',
	modules: Object.fromEntries(
		Object.entries(mainExports).map(([module, main]) => [
			module,
			(exported: string) => exports[exported === 'default' || exported === '*' ? main : exported],
		]),
	),
	prepared: (machine) => rehearseSetup(machine, packages, 'SWRConfig'),
	element(tag, attributes, site, machine) {
		if (typeof tag === 'string' || machine.force(tag) !== config) return;
		const value = attributes.find(({name}) => name === 'value');
		if (value) configure(value.value, site, machine);
	},
};

interface Configured {
	fetcher: Value;
	site: Site;
}
const configuredIn = (machine: Machine): Configured[] => machine.state('swr', () => []);

const config = native('SWRConfig');
const useSwr = nativeFunction('useSWR', run);
/** Its arguments are keys of what is to be read again: no calls of their own. */
const mutate = nativeFunction('mutate', () => undefined);

const exports: Record<string, Value> = {
	useSWR: useSwr,
	useSWRImmutable: useSwr,
	useSWRInfinite: useSwr,
	useSWRMutation: nativeFunction('useSWRMutation', mutation),
	SWRConfig: config,
	preload: nativeFunction('preload', run),
	mutate,
};

function configure(value: Value, site: Site, machine: Machine): void {
	const forced = machine.force(value);
	const settings = forced.kind === 'closure' ? machine.call(forced, [objectOf({})], site) : forced;
	const fetcher = machine.force(machine.get(settings, 'fetcher'));
	if (!isKnownAbsent(fetcher) && fetcher.kind !== 'unknown') configuredIn(machine).push({fetcher, site});
}

function run({machine, site, args}: NativeCall): undefined {
	const key = keyOf(args[0] ?? literal(undefined), machine, site);
	if (key !== null) for (const fetcher of fetchersOf(args, site, machine)) fetchKey(fetcher, key, site, machine);
}

/** `(key, fetcher)`, `(key, {fetcher})`, else what is configured; `null` turns fetching off. */
function fetchersOf(args: readonly Value[], site: Site, machine: Machine): Value[] {
	for (const argument of args.slice(1, 3)) {
		const forced = machine.force(argument);
		const options = machine.eachOf(forced).map(({value}) => value);
		if (options.some(isCallable)) return options.filter(isCallable);
		if (forced.kind === 'param') return [forced];
		if (forced.kind === 'external' || (forced.kind === 'literal' && forced.value === null)) return [];
		const own = machine.force(machine.get(forced, 'fetcher'));
		if (isCallable(own)) return [own];
	}
	return configuredNear(site, machine);
}

/** A key may be a function, and nothing is fetched while it is falsy. */
function keyOf(key: Value, machine: Machine, site: Site): Value | null {
	const forced = machine.force(key);
	const page = unknown('index', 'runtime-value', {kind: 'primitive', name: 'number'});
	const given = machine.force(forced.kind === 'closure' ? machine.call(forced, [page, unknown('previous')], site) : forced);
	const asked = machine.eachOf(given).filter(({value}) => !isKnownAbsent(value) && !(value.kind === 'literal' && value.value === ''));
	if (asked.length === 0) return null;
	return given.kind === 'choice' ? {kind: 'choice', of: asked} : given;
}

/** The fetchers configured in the package of the hook, else all. */
function configuredNear(site: Site, machine: Machine): Value[] {
	machine.hasRunAll();
	const configured = configuredIn(machine);
	const folder = packageFolderOf(site.module.file, machine.project);
	const near = configured.filter((one) => packageFolderOf(one.site.module.file, machine.project) === folder);
	return distinctFunctions((near.length > 0 ? near : configured).map(({fetcher}) => fetcher));
}

/** Before version 2 the parts of an array key were the arguments. */
function fetchKey(fetcher: Value, key: Value, site: Site, machine: Machine): void {
	const isSpread = (machine.project.majorOf(site.module.file, 'swr') ?? 2) < 2;
	for (const {guards, value} of isSpread ? machine.eachOf(key) : [{guards: null, value: key}]) {
		machine.under(guards, () => machine.call(fetcher, isSpread ? (machine.itemsOf(value)?.items ?? [value]) : [value], site));
	}
}

/** The argument of `trigger` comes from the components. */
function mutation({machine, site, args}: NativeCall): undefined {
	const fetcher = args[1] && machine.force(args[1]);
	const key = keyOf(args[0] ?? literal(undefined), machine, site);
	if (fetcher && key !== null && (isCallable(fetcher) || fetcher.kind === 'param'))
		machine.call(fetcher, [key, objectOf({arg: unknown('arg')})], site);
}
