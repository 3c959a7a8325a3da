import {packageOf, scriptPath} from './site-path.ts';
import {originalPlace, type Place} from './source-maps.ts';

/** Prepares a stack's text, as `Error.prepareStackTrace` does. */
export type Prepare = (this: void, error: Error, frames: NodeJS.CallSite[]) => unknown;

interface Script {
	/** Undefined: it is in no file. */
	readonly path: string | undefined;
	/** By position in the script. */
	readonly places: Map<number, Place | undefined>;
}

/** What is known of scripts, by name. A service sends its queries from the same few places again and again. */
const scripts = new Map<string, Script>();
/** Of scripts and places together. */
const mostHeld = 4096;
let heldCount = 0;
let knownBy: Prepare | undefined;

/** The path of the script that a frame is in, as it runs; undefined where that is no file. */
export function pathOf(frame: NodeJS.CallSite): string | undefined {
	return scriptOf(frame).path;
}

/**
 * Where a frame is in what its author wrote; undefined where it is in no file of his. One object for one place, as long as it is known. Reads files at
 * first: not for a request's time.
 */
export function placeOf(frame: NodeJS.CallSite, prepare: Prepare | undefined): Place | undefined {
	if (prepare !== knownBy || heldCount >= mostHeld) forget(prepare);
	const {path, places} = scriptOf(frame);
	if (path === undefined) return undefined;
	const position = frame.getPosition();
	const known = places.get(position);
	if (known !== undefined || places.has(position)) return known;
	const place = findPlace(frame, path, prepare);
	places.set(position, place);
	heldCount++;
	return place;
}

/** Who prepares stacks knows other maps. */
function forget(prepare: Prepare | undefined): void {
	scripts.clear();
	heldCount = 0;
	knownBy = prepare;
}

function scriptOf(frame: NodeJS.CallSite): Script {
	const name = frame.getScriptNameOrSourceURL() ?? '';
	const known = scripts.get(name);
	if (known !== undefined) return known;
	const script = {path: scriptPath(name), places: new Map<number, Place | undefined>()};
	scripts.set(name, script);
	heldCount++;
	return script;
}

/** Its demo is a service, and has a map that leads to the copy of its code beside the bundle. */
const ownPackage = 'esa-health';

function findPlace(frame: NodeJS.CallSite, file: string, prepare: Prepare | undefined): Place | undefined {
	const line = frame.getLineNumber();
	if (line === null || frame.isNative()) return undefined;
	const column = frame.getColumnNumber() ?? 1;
	const library = packageOf(file);
	if (library !== undefined && library !== ownPackage) return {path: file, line, column};
	const original = originalPlace(file, line, column);
	if (original !== undefined) return original ?? undefined;
	if (library !== undefined) return {path: file, line, column};
	return preparedPlace(frame, prepare) ?? {path: file, line, column};
}

/** As a compiler that runs within the service tells it (ts-node, babel, esbuild): it prepares traces itself, since it alone has the map. */
function preparedPlace(frame: NodeJS.CallSite, prepare: Prepare | undefined): Place | undefined {
	if (typeof prepare !== 'function') return undefined;
	try {
		const text = String(prepare(new Error('site'), [frame]));
		const match = /(?:\(|at )(?:async )?([^()\n]+):(\d+):(\d+)\)?\s*$/.exec(text);
		const file = scriptPath(match?.[1] ?? '');
		return match === null || file === undefined ? undefined : {path: file, line: Number(match[2]), column: Number(match[3])};
	} catch {
		// It expects more of an error than ours is: the place as V8 has it must do.
		return undefined;
	}
}
