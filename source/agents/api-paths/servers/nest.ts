import type {Machine, Model} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, type Value} from '../evaluate/value.ts';
import {createApp, fastifyAdapterLabel} from './nest/app.ts';
import {configModule, configService, registerAs} from './nest/config.ts';
import {
	applyDecorators,
	controllerDecorator,
	generatingDecorator,
	moduleDecorator,
	requestMappingDecorator,
	requestMethods,
	routeDecorator,
	versionDecorator,
} from './nest/decorations.ts';
import {configurableModuleBuilder, forwardRef} from './nest/modules.ts';
import {mountingModule, mountingPackages, swaggerModule} from './nest/own-mounts.ts';
import {routerModule} from './nest/router-module.ts';
import {nestRoutes} from './nest/routes.ts';
import {versioningTypes, versionNeutral} from './nest/versioning.ts';

const common: Record<string, Value> = {
	Controller: controllerDecorator,
	Module: moduleDecorator,
	Version: versionDecorator,
	RequestMapping: requestMappingDecorator,
	applyDecorators,
	forwardRef,
	VERSION_NEUTRAL: versionNeutral,
	VersioningType: objectOf(numbered(versioningTypes)),
	RequestMethod: objectOf(numbered(Object.fromEntries(requestMethods.map((name, index) => [name, index])))),
	ConfigurableModuleBuilder: configurableModuleBuilder,
	Get: routeDecorator('GET'),
	// Server-sent events are a GET that does not end.
	Sse: routeDecorator('GET'),
	Post: routeDecorator('POST'),
	Put: routeDecorator('PUT'),
	Patch: routeDecorator('PATCH'),
	Delete: routeDecorator('DELETE'),
	Head: routeDecorator('HEAD'),
	Options: routeDecorator('OPTIONS'),
	Search: routeDecorator('SEARCH'),
	All: routeDecorator('ALL'),
};

/** Typed routes of nestia are named as Nest's own are. */
const typedRoutes = objectOf(Object.fromEntries(['Get', 'Post', 'Put', 'Patch', 'Delete'].map((name) => [name, common[name]!])));

const factory = native('nest.NestFactory', {
	// A microservice and an application context answer no HTTP.
	get: (name) => (name === 'create' ? nativeFunction('nest.NestFactory.create', createApp) : undefined),
});

/** Packages that write the methods of a controller. */
const crudPackages = ['@nestjsx/crud', '@dataui/crud', '@rewiko/crud', '@n4it/crud'];

type Exports = (name: string, machine: Machine) => Value | undefined;
const exportsOf =
	(values: Record<string, Value>): Exports =>
	(name) =>
		name === '*' || name === 'default' ? objectOf(values, {kind: 'external', module: 'nest', path: []}) : values[name];

/** NestJS: controllers, reached from the app by its graph of modules. */
export const nestModel: Model = {
	name: 'nest',
	modules: {
		'@nestjs/common': exportsOf(common),
		'@nestjs/common/*': exportsOf(common),
		'@nestjs/core': exportsOf({NestFactory: factory, RouterModule: routerModule}),
		'nest-router': exportsOf({RouterModule: routerModule}),
		'@nestjs/platform-fastify': exportsOf({
			FastifyAdapter: native('nest.FastifyAdapterClass', {construct: () => native(fastifyAdapterLabel)}),
		}),
		'@nestjs/config': exportsOf({ConfigModule: configModule, ConfigService: configService, registerAs}),
		'@nestjs/swagger': exportsOf({SwaggerModule: swaggerModule}),
		'@nestia/core': exportsOf({TypedRoute: typedRoutes, EncryptedRoute: typedRoutes}),
		...Object.fromEntries(mountingPackages.map((name): [string, Exports] => [name, (exported) => mountingModule(name, exported)])),
		...Object.fromEntries(crudPackages.map((name): [string, Exports] => [name, exportsOf({Crud: generatingDecorator('Crud')})])),
	},
	types: {'@nestjs/config#ConfigService': () => configService},
	routes: nestRoutes,
};

function numbered(values: Record<string, number>): Record<string, Value> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, literal(value)]));
}
