import type {Machine, Model} from '../evaluate/machine.ts';
import {native} from '../evaluate/value.ts';
import type {NativeValue, Value} from '../evaluate/value.ts';
import {createRequire} from './node/create-require.ts';
import {fileFunctions} from './node/files.ts';
import {consign, requireAll, requireDir, requireDirectory} from './node/folder-loaders.ts';
import {globFunctions} from './node/glob.ts';
import {pathFunctions, urlFunctions} from './node/paths.ts';
import {inherits, utilFunctions} from './node/util.ts';

/**
 * As much of Node's own modules as code needs that loads its routes by looking at its folders. Files are named from the root of the project,
 * with a slash in front.
 */
export const nodeModel: Model = {
	name: 'node',
	modules: {
		...module('path', pathFunctions),
		...module('path/posix', pathFunctions),
		...module('url', urlFunctions),
		...module('util', utilFunctions),
		...module('module', {createRequire}),
		inherits: exportsOf('inherits', {default: inherits}),
		...module('fs', {...fileFunctions, promises: namespace('fs.promises', fileFunctions)}),
		...module('fs/promises', fileFunctions),
		'fs-extra': exportsOf('fs-extra', fileFunctions),
		glob: exportsOf('glob', globFunctions),
		'fast-glob': exportsOf('fast-glob', globFunctions),
		globby: exportsOf('globby', globFunctions),
		tinyglobby: exportsOf('tinyglobby', globFunctions),
		'tiny-glob': exportsOf('tiny-glob', globFunctions),
		'require-directory': exportsOf('require-directory', {default: requireDirectory}),
		'require-all': exportsOf('require-all', {default: requireAll}),
		'include-all': exportsOf('include-all', {default: requireAll}),
		'auto-load': exportsOf('auto-load', {default: requireAll}),
		requireindex: exportsOf('requireindex', {default: requireAll}),
		'require-dir': exportsOf('require-dir', {default: requireDir}),
		consign: exportsOf('consign', {default: consign}),
		'express-load': exportsOf('express-load', {default: consign}),
	},
};

type Exports = (name: string, machine: Machine) => Value | undefined;

function module(name: string, functions: Record<string, Value>): Record<string, Exports> {
	const read = exportsOf(name, functions);
	return {[name]: read, [`node:${name}`]: read};
}

function exportsOf(label: string, functions: Record<string, Value>): Exports {
	const whole = namespace(label, functions);
	return (name) => (name === 'default' || name === '*' ? whole : functions[name]);
}

/** Packages of one function are called themselves. */
function namespace(label: string, functions: Record<string, Value>): NativeValue {
	const itself = functions['default'];
	const get = (name: string): Value | undefined => functions[name];
	return itself?.kind === 'native' ? {...itself, label, get} : native(label, {get});
}
