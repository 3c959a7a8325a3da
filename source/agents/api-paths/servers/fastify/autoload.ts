import {literal, objectOf, undefinedValue} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import {placeOf} from '../node/folders.ts';
import {isAbsent} from '../template.ts';
import {findPlugins} from './autoload-tree.ts';
import type {AutoloadRules, FoundPlugin} from './autoload-tree.ts';
import {addOpaque} from './packages.ts';
import {nestedPrefix} from './prefix.ts';
import {register} from './register.ts';
import type {Scope} from './scope.ts';

/** `@fastify/autoload`: every plugin below a folder is registered, with its folders as prefix. */
export function autoload(scope: Scope, options: Value, {machine, site}: NativeCall): void {
	const folder = folderOf(machine, machine.get(options, 'dir'), site);
	if (folder === null) return addOpaque(scope, literal(''), {what: 'unknown-router', detail: '@fastify/autoload'}, site, machine);
	const takesParams = machine.literalOf(machine.get(options, 'routeParams')) === true;
	for (const found of findPlugins(machine.project.files, rulesOf(machine, options, folder, site))) {
		const prefix = takesParams ? paramsOfFolders(found.prefix) : found.prefix;
		load(scope, {...found, prefix}, options, site, machine);
	}
}

/** A folder below the root of the project; null when it cannot be told. One that is not there has no plugins. */
function folderOf(machine: Machine, dir: Value, site: Site): string | null {
	const path = machine.literalOf(dir);
	return typeof path === 'string' ? (placeOf(machine, dir, site.module.file) ?? path) : null;
}

const scripts = /(?:(?:^.?|\.[^d]|[^.]d|[^.][^d])\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/iu;
const indexes = /^index(?:\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/iu;
const hooks = /^[_.]?auto_?hooks(?:\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/iu;

function rulesOf(machine: Machine, options: Value, folder: string, site: Site): AutoloadRules {
	const option = (name: string): Value => machine.force(machine.get(options, name));
	const matches = filterOf(machine, option('matchFilter'), site);
	const ignores = filterOf(machine, option('ignoreFilter'), site);
	const depth = machine.literalOf(option('maxDepth'));
	const hookPattern = patternOf(machine, option('autoHooksPattern')) ?? hooks;
	const ignored = patternOf(machine, option('ignorePattern'));
	const scriptPattern = patternOf(machine, option('scriptPattern')) ?? scripts;
	const indexPattern = patternOf(machine, option('indexPattern')) ?? indexes;
	return {
		folder,
		nameOfFolder: folderNaming(machine, option('dirNameRoutePrefix'), site),
		isScript: (name) => scriptPattern.test(name),
		isIndex: (name) => indexPattern.test(name),
		isHook: (name) => hookPattern.test(name),
		hasHooks: machine.literalOf(option('autoHooks')) === true,
		isIgnored: (path) => ignored?.test(path) ?? false,
		isFiltered: (path) => matches?.(path) === false || ignores?.(path) === true,
		deepest: typeof depth === 'number' ? depth : Infinity,
	};
}

function folderNaming(machine: Machine, option: Value, site: Site): AutoloadRules['nameOfFolder'] {
	if (machine.literalOf(option) === false) return () => null;
	if (option.kind !== 'closure') return (_, name) => name;
	return (parent, name) => {
		const named = machine.literalOf(machine.call(option, [literal(parent), literal(name)], site));
		return typeof named === 'string' && named !== '' ? named : null;
	};
}

/** A pattern as an option gives it; null when there is none that can be read. */
function patternOf(machine: Machine, value: Value): RegExp | null {
	const text = value.kind === 'regexp' ? value.source : machine.literalOf(value);
	if (typeof text !== 'string') return null;
	try {
		return new RegExp(text, value.kind === 'regexp' ? value.flags.replace('g', '') : '');
	} catch {
		// Syntax of a newer or other engine: as if the option were not there.
		return null;
	}
}

function filterOf(machine: Machine, value: Value, site: Site): ((path: string) => boolean) | null {
	const text = machine.literalOf(value);
	if (typeof text === 'string') return (path) => path.includes(text);
	if (value.kind === 'closure') return (path) => machine.literalOf(machine.call(value, [literal(path)], site)) === true;
	const pattern = patternOf(machine, value);
	return pattern === null ? null : (path) => pattern.test(path);
}

/** `/_id` and `/prefix-__id` in names of folders are parameters. */
function paramsOfFolders(prefix: string): string {
	return prefix.includes('__') ? prefix.replace(/__/gu, ':') : prefix.replace(/\/_/gu, '/:');
}

function load(scope: Scope, found: FoundPlugin, options: Value, site: Site, machine: Machine): void {
	const content = contentOf(machine, found.file);
	if (content === null || machine.literalOf(settingOf(machine, content, 'autoload')) === false) return;
	const given = settingsFor(machine, content, found, options);
	if (found.isHook || machine.literalOf(machine.get(options, 'encapsulate')) === false) {
		machine.call(content.plugin, [scope.instance, given], site, scope.instance);
		return;
	}
	if (content.isRouteObject) {
		const inner = scope.nested(nestedPrefix(machine, scope.prefix, machine.get(given, 'prefix')));
		machine.call(machine.get(inner.instance, 'route'), [content.plugin], site, inner.instance);
		return;
	}
	register(scope, content.plugin, given, site, machine);
}

interface Content {
	file: string;
	plugin: Value;
	/** `module.exports = {method, url, handler}`. */
	isRouteObject: boolean;
}

/** What a file gives to register; null for files without plugin, which autoload passes over. */
function contentOf(machine: Machine, file: string): Content | null {
	const exported = machine.exportOf(file, 'default');
	if (exported === null) return null;
	const plugin = machine.force(exported);
	const inner = plugin.kind === 'object' ? machine.force(machine.get(plugin, 'default')) : undefinedValue;
	if (inner.kind === 'closure' || inner.kind === 'native') return {file, plugin: inner, isRouteObject: false};
	if (plugin.kind === 'closure' || plugin.kind === 'native' || plugin.kind === 'choice') return {file, plugin, isRouteObject: false};
	const isRouteObject = plugin.kind === 'object' && machine.keysOf(plugin).names.includes('method');
	return isRouteObject || plugin.kind === 'unknown' ? {file, plugin, isRouteObject} : null;
}

/** A setting as a property of the plugin or as an export beside it. */
function settingOf(machine: Machine, content: Content, name: string): Value {
	const own = content.plugin.kind === 'unknown' ? undefinedValue : machine.force(machine.get(content.plugin, name));
	if (own.kind !== 'unknown' && !isAbsent(own)) return own;
	const beside = machine.exportOf(content.file, name);
	return beside === null ? undefinedValue : machine.force(beside);
}

function settingsFor(machine: Machine, content: Content, found: FoundPlugin, options: Value): Value {
	const shared = machine.force(machine.get(options, 'options'));
	const own = settingOf(machine, content, 'autoConfig');
	const base = prefixIn(machine, shared) ?? prefixIn(machine, own) ?? '';
	const override = textOf(machine, settingOf(machine, content, 'prefixOverride'));
	const auto = textOf(machine, settingOf(machine, content, 'autoPrefix'));
	const appends = machine.literalOf(machine.get(options, 'appendAutoPrefix')) === true && found.prefix !== '';
	const added = auto === null ? found.prefix : appends ? `${found.prefix}/${auto}` : auto;
	const prefix = override ?? base.replace(/\/$/u, '') + added.replace(/\/+/gu, '/');
	const known = new Map<string, Value>([own, shared].flatMap((from) => (from.kind === 'object' ? [...from.props] : [])));
	return objectOf(known.set('prefix', literal(prefix)), shared.kind === 'object' ? shared.rest : null);
}

function prefixIn(machine: Machine, options: Value): string | null {
	return isAbsent(options) ? null : textOf(machine, machine.get(options, 'prefix'));
}

function textOf(machine: Machine, value: Value): string | null {
	const text = machine.literalOf(value);
	return typeof text === 'string' ? text : null;
}
