import type {Machine, Site} from '../../evaluate/machine.ts';
import {native, nativeFunction, objectOf, unknown, type NativeCall, type NativeValue, type Value} from '../../evaluate/value.ts';

/** What answers by itself under a path of an app. */
export interface OwnMount {
	paths: Value;
	usesGlobalPrefix: boolean;
	what: string;
	detail: string;
	site: Site;
}

/** What is known of one `NestFactory.create(…)`. */
export interface NestApp {
	site: Site;
	root: Value;
	isFastify: boolean;
	globalPrefix: Value | null;
	/** Paths and `{path, method}` without the global prefix. */
	exclude: Value | null;
	/** The options of `enableVersioning`; null: versions are not used. */
	versioning: Value | null;
	/** Paths at which something answers that is not Nest's. */
	mounts: OwnMount[];
	/** Routes put on the framework below, past Nest: `app.getHttpAdapter().get('/ping', …)`. */
	direct: {method: string; path: Value; handlers: Value[]; site: Site}[];
	/** It was told to listen, or handed on: an app that is only asked for its configuration answers nothing. */
	isStarted: boolean;
	run: number;
}

export const fastifyAdapterLabel = 'nest.FastifyAdapter';

/** `NestFactory.create(AppModule, adapter?, options?)`. */
export function createApp({args: [root, adapter], site, machine}: NativeCall): Value {
	const app: NestApp = {
		site,
		root: root ?? unknown('module'),
		isFastify: adapter !== undefined && isFastifyAdapter(machine, adapter),
		globalPrefix: null,
		exclude: null,
		versioning: null,
		mounts: [],
		direct: [],
		isStarted: false,
		run: machine.run,
	};
	if (machine.mayChange(machine.run)) appsOf(machine).push(app);
	return appValueOf(app);
}

/** Every app that was created. */
export function appsOf(machine: Machine): NestApp[] {
	return machine.state('nest apps', () => [] as NestApp[]);
}

/** Adds what a package mounts when it is given the app itself, as `SwaggerModule.setup('docs', app, …)` does. */
export function mountOn(machine: Machine, app: Value, mount: NestApp['mounts'][number]): void {
	for (const {value} of machine.eachOf(app)) {
		if (value.kind !== 'native' || value.label !== appLabel) continue;
		const target = value.state as NestApp;
		if (machine.mayChange(target.run)) target.mounts.push(mount);
	}
}

const startingMembers = new Set(['listen', 'listenAsync', 'init', 'getHttpServer', 'getHttpAdapter']);

const appLabel = 'nest.app';

function isFastifyAdapter(machine: Machine, adapter: Value): boolean {
	return machine.eachOf(adapter).some(({value}) => value.kind === 'native' && value.label === fastifyAdapterLabel);
}

function appValueOf(app: NestApp): NativeValue {
	const value: NativeValue = native(appLabel, {state: app, get: (name) => appMember(app, value, name)});
	return value;
}

function appMember(app: NestApp, self: NativeValue, name: string): Value | undefined {
	const operation = operations[name];
	if (operation !== undefined) {
		return nativeFunction(`nest.app.${name}`, (call) => {
			if (call.machine.mayChange(app.run)) operation(app, call);
			return self;
		});
	}
	if (startingMembers.has(name)) app.isStarted = true;
	if (name === 'getHttpAdapter') return nativeFunction('nest.app.getHttpAdapter', () => adapterOf(app));
	// `app.select(Module).get(Service)` reads from the same container.
	if (name === 'select' || name === 'init') return nativeFunction(`nest.app.${name}`, () => self);
	if (name === 'get' || name === 'resolve') return nativeFunction(`nest.app.${name}`, provided);
	return undefined;
}

const directMethods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'];

/** The adapter, and the app of the framework below it, which takes routes in the same words. */
function adapterOf(app: NestApp): NativeValue {
	const adapter: NativeValue = native('nest.httpAdapter', {
		get(name) {
			if (name === 'getInstance') return nativeFunction('nest.httpAdapter.getInstance', () => adapter);
			if (!directMethods.includes(name)) return undefined;
			return nativeFunction(`nest.httpAdapter.${name}`, ({args: [path, ...handlers], machine, site}) => {
				if (path !== undefined && handlers.length > 0 && machine.mayChange(app.run))
					app.direct.push({method: name.toUpperCase(), path, handlers, site});
				return adapter;
			});
		},
	});
	return adapter;
}

/** A provider: by its class, or as the model of its package says. */
function provided({args: [token], machine}: NativeCall): Value | null {
	const cls = token === undefined ? undefined : machine.force(token);
	if (cls?.kind === 'class') return machine.instanceOf(cls);
	return cls?.kind === 'native' ? cls : null;
}

const operations: Record<string, (app: NestApp, call: NativeCall) => void> = {
	setGlobalPrefix(app, {args: [prefix, options], machine}) {
		app.globalPrefix = prefix ?? null;
		app.exclude = options === undefined ? null : machine.get(options, 'exclude');
	},
	enableVersioning(app, {args: [options]}) {
		app.versioning = options ?? objectOf({});
	},
	use(app, {args: [path, ...handlers], machine, site}) {
		if (path === undefined || handlers.length === 0) return;
		// A function of the user's there passes on as a rule; what a package made may as well answer.
		const isOpaque = handlers.some((handler) =>
			machine.eachOf(handler).some(({value}) => value.kind === 'unknown' || value.kind === 'external' || value.kind === 'native'),
		);
		if (isOpaque) app.mounts.push({paths: path, usesGlobalPrefix: false, what: 'package', detail: 'app.use', site});
	},
	useStaticAssets(app, {args, machine, site}) {
		for (const options of args) {
			const prefix = machine.get(options, 'prefix');
			if (typeof machine.literalOf(prefix) === 'string')
				app.mounts.push({paths: prefix, usesGlobalPrefix: false, what: 'static', detail: 'useStaticAssets', site});
		}
	},
};
