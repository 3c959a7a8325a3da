import type {Model} from '../evaluate/machine.ts';
import {native} from '../evaluate/value.ts';
import type {NativeValue, Value} from '../evaluate/value.ts';
import {compose, composeFolder, composeWith, makeStore, withRouteDefaults} from './hapi/composer.ts';
import {annotatedServer, makeServer} from './hapi/server.ts';
import {hapiTable} from './hapi/table.ts';

const server: NativeValue = native('Hapi.Server', {call: makeServer, construct: makeServer});
const hapi = exportsOf({server, Server: server});
const glue = exportsOf({compose});
const couture = exportsOf({compose: composeFolder, composeWith, using: composeWith});
const toys = exportsOf({withRouteDefaults});
const confidence = exportsOf({Store: native('Confidence.Store', {call: makeStore, construct: makeStore})});

/** hapi, with its servers composed by Glue and its routes in folders of haute-couture. */
export const hapiModel: Model = {
	name: 'hapi',
	modules: {
		'@hapi/hapi': hapi,
		hapi,
		'@hapi/glue': glue,
		glue,
		'@hapipal/haute-couture': couture,
		'haute-couture': couture,
		'@hapipal/toys': toys,
		toys,
		'@hapipal/confidence': confidence,
		'@hapi/confidence': confidence,
		confidence,
	},
	types: {'@hapi/hapi#Server': annotatedServer, '@hapi/hapi#default.Server': annotatedServer, 'hapi#Server': annotatedServer},
	routes: hapiTable,
};

function exportsOf(names: Record<string, Value>): (name: string) => Value | undefined {
	const whole: NativeValue = native('module', {get: (name) => (name === 'default' ? whole : names[name])});
	return (name) => (name === 'default' || name === '*' ? whole : names[name]);
}
