import {arrayOf, literal, native, nativeFunction, type NativeCall, type NativeValue, type Value} from '../../evaluate/value.ts';
import {mountOn, type OwnMount} from './app.ts';
import {mountLabel} from './modules.ts';

/** Modules of packages that answer under a path: the option that names it, and the path without it (null: it then answers nowhere). */
const mountingModules: Record<string, {option: string; path: string | null; what: string}> = {
	'@nestjs/graphql#GraphQLModule': {option: 'path', path: '/graphql', what: 'package'},
	'@nestjs/serve-static#ServeStaticModule': {option: 'serveRoot', path: null, what: 'static'},
	'@willsoto/nestjs-prometheus#PrometheusModule': {option: 'path', path: '/metrics', what: 'package'},
	'@bull-board/nestjs#BullBoardModule': {option: 'route', path: null, what: 'package'},
	'@adminjs/nestjs#AdminModule': {option: 'rootPath', path: '/admin', what: 'package'},
};

/** Packages with such modules, for the model's table. */
export const mountingPackages: readonly string[] = [...new Set(Object.keys(mountingModules).map((key) => key.slice(0, key.indexOf('#'))))];

/** A module of one of these packages; undefined when it answers nothing by itself. */
export function mountingModule(packageName: string, name: string): NativeValue | undefined {
	const rule = mountingModules[`${packageName}#${name}`];
	if (rule === undefined) return undefined;
	const register = nativeFunction(`nest.${name}.register`, (call) => {
		const given = call.args.map((options) => optionOf(call, options, rule.option)).find((option) => option !== null);
		const paths = given ?? (rule.path === null ? null : literal(rule.path));
		const usesGlobalPrefix = call.args.some((options) => call.machine.literalOf(call.machine.get(options, 'useGlobalPrefix')) === true);
		return paths === null
			? null
			: native(mountLabel, {state: {paths, usesGlobalPrefix, what: rule.what, detail: name, site: call.site} satisfies OwnMount});
	});
	return native(`nest.${name}`, {get: (method) => (isRegistering.test(method) ? register : undefined)});
}

const isRegistering = /^(?:for|register|create)/u;

/** The option itself, or as the factory of an `…Async` variant gives it. */
function optionOf({machine, site}: NativeCall, options: Value, name: string): Value | null {
	const direct = machine.force(machine.get(options, name));
	if (direct.kind !== 'literal' && direct.kind !== 'unknown') return direct;
	if (direct.kind === 'literal' && direct.value !== undefined) return direct;
	const factory = machine.force(machine.get(options, 'useFactory'));
	if (factory.kind !== 'closure') return null;
	const made = machine.force(machine.get(machine.call(factory, [], site), name));
	return made.kind === 'literal' && made.value === undefined ? null : made;
}

/** `SwaggerModule.setup('docs', app, document, {useGlobalPrefix})`: the page, and its document under two names. */
export const swaggerModule: NativeValue = native('nest.SwaggerModule', {
	get: (name) => (name === 'setup' ? nativeFunction('nest.SwaggerModule.setup', setUpSwagger) : undefined),
});

function setUpSwagger({args: [path, app, , options], machine, site}: NativeCall): null {
	if (path === undefined || app === undefined) return null;
	const usesGlobalPrefix = options !== undefined && machine.literalOf(machine.get(options, 'useGlobalPrefix')) === true;
	const documents = ['-json', '-yaml'].map((ending) => machine.combine([path], (parts) => [...parts, ending]));
	mountOn(machine, app, {paths: arrayOf([path, ...documents]), usesGlobalPrefix, what: 'package', detail: 'Swagger', site});
	return null;
}
