import {asksInText, preparedFrom} from './call-text.ts';
import {pathOf, placeOf, type Prepare} from './frame-place.ts';
import type {Place} from './source-maps.ts';
import {packageOf, pathWithin, scriptPath, slashed} from './site-path.ts';
import {passageAt} from './source-text.ts';

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
		try {
			Error.captureStackTrace(holder, above);
		} finally {
			Error.stackTraceLimit = limit;
		}
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
	if (Array.isArray(result) && result.length > mostItems) return;
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
 * Of a longer list nothing is taken: V8 makes a dictionary of a list with an accessor, for good. Of 100,000 rows that takes 35 ms, and going through
 * them three times as long as before (24.21).
 */
const mostItems = 1000;

/**
 * Finds the service's own frame in a captured stack and names it as its author would: through source maps, relative to `project`. Frames of packages are
 * passed over and named. Of a helper that sends what it is given, its caller with the text is taken. `isPrepared`: the driver's statements may have been
 * prepared elsewhere. May read files: not for a request's time. Reading once frees the stack; a second reading finds nothing.
 */
export function readSite(holder: object, project: string = process.cwd(), isPrepared = false): CallSite {
	const root = slashed(project);
	const via: string[] = [];
	const own = new OwnFrames(readStack(holder), root, via);
	const nearest = own.at(0);
	if (nearest === undefined) {
		const second = (holder as Holder)[later];
		return second === undefined ? {source: null, via} : readSite(second, project, isPrepared);
	}
	const asking = via.length === 0 ? askingFrame(own, root, isPrepared) : undefined;
	return {source: (asking ?? beyondHelpers(own) ?? nearest).source, via};
}

interface OwnFrame {
	readonly place: Place;
	/** Its path, relative to the project. */
	readonly shown: string;
	readonly name: string;
	readonly source: string;
}

/** The service's own frames, nearest first, up to the next package. Placed when asked for, since that may read files. */
class OwnFrames {
	readonly #frames: readonly NodeJS.CallSite[];
	readonly #prepare: Prepare | undefined;
	readonly #root: string;
	readonly #via: string[];
	readonly #found: OwnFrame[] = [];
	#next = 0;

	/** `via` gets the packages between the nearest frame and the driver. */
	constructor({frames, prepare}: {frames: readonly NodeJS.CallSite[]; prepare: Prepare | undefined}, root: string, via: string[]) {
		this.#frames = frames;
		this.#prepare = prepare;
		this.#root = root;
		this.#via = via;
	}

	at(index: number): OwnFrame | undefined {
		while (this.#found.length <= index && this.#next < this.#frames.length) this.#look(this.#next++);
		return this.#found[index];
	}

	#look(at: number): void {
		const place = placeOf(this.#frames[at]!, this.#prepare);
		if (place === undefined || isOwn(place.path)) return;
		const shown = pathWithin(place.path, this.#root);
		const library = packageOf(shown);
		if (library === undefined) {
			const name = nameOf(this.#frames, at, place.path);
			this.#found.push({place, shown, name, source: [`${shown}:${place.line}`, name].join(' ').trimEnd()});
		} else if (this.#found.length > 0) {
			this.#next = this.#frames.length;
		} else if (this.#via[0] !== library && !drivers.has(library)) {
			this.#via.unshift(library);
		}
	}
}

/** The nearest frame whose call is given the text of a query; undefined where none is, or the statement was prepared elsewhere. */
function askingFrame(own: OwnFrames, root: string, isPrepared: boolean): OwnFrame | undefined {
	for (let at = 0, frame = own.at(0); frame !== undefined; frame = own.at(++at)) {
		const call = callAt(frame.place, root);
		if (call === undefined) continue;
		if (call.asksInText) return frame;
		if (at > 0 || !isPrepared || call.from === undefined) continue;
		if (call.from !== 'given') return call.from === 'text' ? frame : undefined;
	}
	return undefined;
}

interface Call {
	readonly asksInText: boolean;
	/** Where the statement that it runs was prepared; undefined of one that runs a text. */
	readonly from: ReturnType<typeof preparedFrom> | undefined;
}

/** A place is one object as long as it is known: what is written there is read once. */
const calls = new WeakMap<Place, Call | undefined>();

function callAt(place: Place, root: string): Call | undefined {
	if (!calls.has(place)) calls.set(place, readCall(place, root));
	return calls.get(place);
}

function readCall(place: Place, root: string): Call | undefined {
	const passage = passageAt(place, root);
	if (passage === undefined) return undefined;
	const runsText = /^(?:[\w$.#]*\.)?exec\b/.test(passage.code);
	return {asksInText: asksInText(passage.code), from: runsText ? undefined : preparedFrom(passage)};
}

/**
 * `source/db.ts` with its `query(text, values)`: a service's own function that everything is sent through. Its caller is the place to look at, where the
 * stack shows one.
 */
function beyondHelpers(own: OwnFrames): OwnFrame | undefined {
	for (let at = 0, frame = own.at(0); frame !== undefined; frame = own.at(++at)) {
		if (!helperFile.test(frame.shown) || !helperFunction.test(frame.name)) return frame;
	}
	return undefined;
}

const helperFile =
	/(?:^|\/)(?:db|database|pool|pg|postgres|postgresql|mysql|mariadb|sqlite|sql)(?:[-./](?:index|client|pool|connection|query))?\.[cm]?[jt]sx?$/i;
const helperFunction = /(?:^|\.)(?:query|queryOne|queryAll|execute|exec|run|all|get|one|many|rows|sql|fetchAll|fetchOne)$/i;

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

/**
 * `OrderService.list`; of a function without a name, as in `orders.map((order) => …)`, the one right around it in the same file.
 * Empty where that has none either.
 */
function nameOf(frames: readonly NodeJS.CallSite[], at: number, path: string): string {
	const frame = frames[at]!;
	const isMapped = pathOf(frame) !== path;
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
