import {originalPlace, type Place} from './source-maps.ts';
import {packageOf, pathWithin, scriptPath, slashed} from './site-path.ts';

/** Where a query was sent from. */
export interface CallSite {
	/** `source/orders.ts:41 listOrders`, relative to the project; null where no frame of the service's own is in the stack. */
	readonly source: string | null;
	/** Packages between that place and the driver, outermost first: `knex`. */
	readonly via: readonly string[];
}

/** Query builders put up to a dozen frames between the service and the driver, and asynchronous frames stand above them. */
const mostFrames = 32;

/** They send the query: being between the service and themselves says nothing. */
const drivers = new Set([
	'pg',
	'pg-pool',
	'pg-native',
	'pg-cursor',
	'pg-query-stream',
	'mysql2',
	'better-sqlite3',
	'postgres',
	'esa-health',
]);

const ownFolder = slashed(import.meta.dirname);
const ownFile = slashed(import.meta.filename);
/** From source, our instrumentations lie in this folder; built, this file is in one of several chunks. */
const isOwn = ownFolder.endsWith('/probes/queries')
	? (file: string) => file.startsWith(`${ownFolder}/`)
	: (file: string) => file === ownFile;

/**
 * Holds the stack of the running code, without the frames of `above` and of what it called. Cheap (about 4 µs) as long as nobody reads it: text is made of
 * a stack when it is first read. `Error.stackTraceLimit` and `Error.prepareStackTrace` stay as they are.
 */
export function captureSite(above: (...args: never[]) => unknown): object {
	const holder = {};
	try {
		const limit = Error.stackTraceLimit;
		Error.stackTraceLimit = mostFrames;
		Error.captureStackTrace(holder, above);
		Error.stackTraceLimit = limit;
	} catch {
		// With frozen intrinsics the limit cannot be set: there is no call site then.
	}
	return holder;
}

const later: unique symbol = Symbol('esa-health.later');

interface Holder {
	[later]?: object;
}

/**
 * Takes a second call site when somebody reads this property of a result: for queries of libraries that `await` runs as a thenable, in whose stack the
 * service is not. Once the library goes on with the result, it is. Until it is read the property is an accessor; then it is what it was.
 */
export function captureWhenRead(holder: object, result: object, name: string): void {
	const descriptor = Object.getOwnPropertyDescriptor(result, name);
	if (descriptor?.configurable !== true || !('value' in descriptor)) return;
	const value: unknown = descriptor.value;
	const restore = (given: unknown): boolean => Reflect.defineProperty(result, name, {...descriptor, value: given});
	const get = (): unknown => {
		restore(value);
		(holder as Holder)[later] ??= captureSite(get);
		return value;
	};
	Reflect.defineProperty(result, name, {
		configurable: true,
		enumerable: descriptor.enumerable ?? true,
		get,
		set(given) {
			restore(given);
		},
	});
}

/**
 * Finds the service's own frame in a captured stack and names it as its author would: through source maps, relative to `project`. Frames of packages are
 * passed over and named. May read files: not for a request's time. Reading once frees the stack; a second reading finds nothing.
 */
export function readSite(holder: object, project: string = process.cwd()): CallSite {
	const root = slashed(project);
	const via: string[] = [];
	let inHelper: string | undefined;
	const {frames, prepare} = readStack(holder);
	for (const [at, frame] of frames.entries()) {
		const place = placeOf(frame, prepare);
		if (place === undefined || isOwn(place.path)) continue;
		const shown = pathWithin(place.path, root);
		const library = packageOf(shown);
		if (library === undefined) {
			const name = nameOf(frames, at, place.path);
			const source = [`${shown}:${place.line}`, name].join(' ').trimEnd();
			if (!isHelper(shown, name)) return {source, via};
			inHelper ??= source;
		} else if (inHelper !== undefined) {
			break;
		} else if (via[0] !== library && !drivers.has(library)) {
			via.unshift(library);
		}
	}
	const second = (holder as Holder)[later];
	return inHelper === undefined && second !== undefined ? readSite(second, project) : {source: inHelper ?? null, via};
}

/**
 * `source/db.ts` with its `query(text, values)`: a service's own function that everything is sent through. Its caller is the place to look at, where the
 * stack shows one.
 */
function isHelper(path: string, name: string): boolean {
	return helperFile.test(path) && helperFunction.test(name);
}

const helperFile =
	/(?:^|\/)(?:db|database|pool|pg|postgres|postgresql|mysql|mariadb|sqlite|sql)(?:[-./](?:index|client|pool|connection|query))?\.[cm]?[jt]sx?$/i;
const helperFunction = /(?:^|\.)(?:query|queryOne|queryAll|execute|exec|run|all|get|one|many|rows|sql|fetchAll|fetchOne)$/i;

type Prepare = (this: void, error: Error, frames: NodeJS.CallSite[]) => unknown;

/** The frames as V8 has them: it hands them to whoever prepares the trace, when the stack is read. */
function readStack(holder: object): {frames: readonly NodeJS.CallSite[]; prepare: Prepare | undefined} {
	let frames: readonly NodeJS.CallSite[] = [];
	const descriptor = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
	const {prepareStackTrace: prepare} = Error as {prepareStackTrace?: Prepare};
	const keep: Prepare = (_error, sites) => {
		frames = sites;
		return '';
	};
	// With frozen intrinsics it cannot be set: there is no call site then.
	if (!Reflect.set(Error, 'prepareStackTrace', keep)) return {frames, prepare};
	try {
		void (holder as Error).stack;
	} finally {
		if (descriptor === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
		else Object.defineProperty(Error, 'prepareStackTrace', descriptor);
	}
	return {frames, prepare};
}

/** Where a frame is in what its author wrote; undefined where it is in no file of his. */
function placeOf(frame: NodeJS.CallSite, prepare: Prepare | undefined): Place | undefined {
	const file = scriptPath(frame.getScriptNameOrSourceURL() ?? '');
	const line = frame.getLineNumber();
	if (file === undefined || line === null || frame.isNative()) return undefined;
	if (packageOf(file) !== undefined) return {path: file, line};
	const original = originalPlace(file, line, frame.getColumnNumber() ?? 1);
	if (original !== undefined) return original ?? undefined;
	return preparedPlace(frame, prepare) ?? {path: file, line};
}

/** As a compiler that runs within the service tells it (ts-node, babel, esbuild): it prepares traces itself, since it alone has the map. */
function preparedPlace(frame: NodeJS.CallSite, prepare: Prepare | undefined): Place | undefined {
	if (typeof prepare !== 'function') return undefined;
	try {
		const text = String(prepare(new Error('site'), [frame]));
		const match = /(?:\(|at )(?:async )?([^()\n]+):(\d+):\d+\)?\s*$/.exec(text);
		const file = scriptPath(match?.[1] ?? '');
		return match === null || file === undefined ? undefined : {path: file, line: Number(match[2])};
	} catch {
		// It expects more of an error than ours is: the place as V8 has it must do.
		return undefined;
	}
}

/**
 * `OrderService.list`; of a function without a name, as in `orders.map((order) => …)`, the one right around it in the same file.
 * Empty where that has none either.
 */
function nameOf(frames: readonly NodeJS.CallSite[], at: number, path: string): string {
	const frame = frames[at]!;
	const isMapped = scriptPath(frame.getScriptNameOrSourceURL() ?? '') !== path;
	const name = ownName(frame, isMapped);
	if (name !== '') return name;
	const around = frames.slice(at + 1).find((other) => scriptPath(other.getFileName() ?? '') !== undefined);
	return around?.getFileName() === frame.getFileName() && around !== undefined ? ownName(around, isMapped) : '';
}

/** What V8 calls code that was evaluated. */
const unnamed = new Set(['', 'eval', 'anonymous']);
const untelling = /^(?:Object|Function|AsyncFunction|Module|global|process)$/;

/** A name of a letter or two in mapped code is a minifier's: another one after the next build. */
function ownName(frame: NodeJS.CallSite, isMapped: boolean): string {
	const shortest = isMapped ? 3 : 1;
	const name = frame.getFunctionName();
	if (name === null || name.startsWith('<') || unnamed.has(name) || name.length < shortest) return '';
	const type = frame.isToplevel() ? null : frame.getTypeName();
	const isTelling = type !== null && type.length >= shortest && !untelling.test(type) && !name.includes('.');
	return isTelling ? `${type}.${name}` : name;
}
