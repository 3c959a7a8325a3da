import type {Machine, Site} from '../../evaluate/machine.ts';
import {arrayOf, literal, native, nativeFunction, type NativeCall, type NativeValue, type Value} from '../../evaluate/value.ts';

/** What a decorator says about the class or method it stands on. */
export type Decoration =
	/** `paths` is null without argument. */
	| {kind: 'controller'; paths: Value | null; version: Value | null}
	| {kind: 'route'; method: string; paths: Value | null}
	| {kind: 'version'; versions: Value}
	| {kind: 'module'; options: Value}
	/** A package adds methods to this controller that nobody can read here. */
	| {kind: 'generated'; by: string};

const decoratorLabel = 'nest.decorator';
const targetLabel = 'nest.decorated';

/** A decorator as its factory returns it. */
function decoratorOf(...decorations: Decoration[]): NativeValue {
	return native(decoratorLabel, {
		state: decorations,
		call({args: [target], machine}) {
			// Also tells the machine that whoever calls this must be run.
			if (!machine.mayChange(0)) return null;
			// A user's own decorator applies ours by calling it with what it was given itself.
			if (target?.kind === 'native' && target.label === targetLabel) (target.state as Decoration[]).push(...decorations);
			return null;
		},
	});
}

/** What a decorator says, whether it is ours, several of ours, or a function of the user's that applies ours. */
export function decorationsOf(machine: Machine, value: Value, site: Site): Decoration[] {
	const [decorator] = machine.eachOf(value);
	if (decorator === undefined) return [];
	const applied = decorator.value;
	if (applied.kind === 'native' && applied.label === decoratorLabel) return applied.state as Decoration[];
	if (applied.kind !== 'closure') return [];
	const collected: Decoration[] = [];
	const target = native(targetLabel, {state: collected});
	const result = machine.force(machine.call(applied, [target, literal('decorated'), native('nest.descriptor')], site));
	return [...collected, ...(isDecorator(result) ? (result.state as Decoration[]) : [])];
}

function isDecorator(value: Value): value is NativeValue {
	return value.kind === 'native' && value.label === decoratorLabel;
}

/** `applyDecorators(Get('x'), UseGuards(Y))`. */
export const applyDecorators = nativeFunction('nest.applyDecorators', ({args, machine, site}) =>
	decoratorOf(...args.flatMap((arg) => decorationsOf(machine, arg, site))),
);

/** `@Get('x')`, `@Post(['a', 'b'])`. */
export function routeDecorator(method: string): NativeValue {
	return nativeFunction(`nest.${method}`, ({args: [paths]}) => decoratorOf({kind: 'route', method, paths: paths ?? null}));
}

/** `@Controller('x')`, `@Controller(['a', 'b'])`, `@Controller({path, version, host})`. */
export const controllerDecorator = nativeFunction('nest.Controller', ({args: [given], machine}) =>
	decoratorOf(given === undefined ? {kind: 'controller', paths: null, version: null} : controllerOf(machine, given)),
);

function controllerOf(machine: Machine, given: Value): Decoration {
	const options = machine.eachOf(given).find(({value}) => value.kind === 'object');
	if (options === undefined) return {kind: 'controller', paths: given, version: null};
	return {kind: 'controller', paths: machine.get(options.value, 'path'), version: machine.get(options.value, 'version')};
}

/** The numbers of `RequestMethod` are its order. */
export const requestMethods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD', 'SEARCH'] as const;

/** `@RequestMapping({path, method: RequestMethod.POST})`. */
export const requestMappingDecorator = nativeFunction('nest.RequestMapping', ({args: [options], machine}: NativeCall) => {
	if (options === undefined) return decoratorOf({kind: 'route', method: 'GET', paths: null});
	const method = requestMethods[Number(machine.literalOf(machine.get(options, 'method')) ?? 0)] ?? 'GET';
	return decoratorOf({kind: 'route', method, paths: machine.get(options, 'path')});
});

/** `@Version(['1', '2'])`. */
export const versionDecorator = nativeFunction('nest.Version', ({args: [versions]}) =>
	decoratorOf({kind: 'version', versions: versions ?? arrayOf([])}),
);

/** `@Module({…})`. */
export const moduleDecorator = nativeFunction('nest.Module', ({args: [options]}) =>
	options === undefined ? null : decoratorOf({kind: 'module', options}),
);

/** `@Crud({…})` and its like. */
export function generatingDecorator(by: string): NativeValue {
	return nativeFunction(`nest.${by}`, () => decoratorOf({kind: 'generated', by}));
}
