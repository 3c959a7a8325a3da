import type {Evaluator} from './evaluator.ts';
import type {Site} from './machine.ts';
import type {ClosureValue, Value} from './value.ts';

/** What happens to functions given to something unknown: it may call them. */
export function letEscape(e: Evaluator, args: readonly Value[], site: Site): void {
	for (const arg of args) letOneEscape(e, arg, site, 0);
}

function letOneEscape(e: Evaluator, value: Value, site: Site, depth: number): void {
	if (value.kind === 'closure') {
		e.requests.noteEscape(value.func.id);
		if (e.requests.isMuted) return;
		if (e.run === 0) runEscaped(e, value, site);
		else if (e.bounds.inlined > 0) runInPlace(e, value);
		return;
	}
	if (value.kind === 'array' && depth < 2) for (const item of value.items) letOneEscape(e, item, site, depth + 1);
}

/** In code that surely runs, callbacks of unknown functions are taken to run too: `connect().then(() => app.use(…))`. */
function runEscaped(e: Evaluator, closure: ClosureValue, site: Site): void {
	const summary = e.rehearsals.summaryOf(closure);
	if (!summary.changes) return;
	e.calls.runNow(closure, paramsOf(e, closure), site);
}

/** In a wrapper that is being called, callbacks given away see what the wrapper was given: `useEffect(() => fetch(url))`. */
function runInPlace(e: Evaluator, closure: ClosureValue): void {
	if (e.rehearsals.summaryOf(closure).open.length === 0) return;
	e.calls.callInPlace(closure, paramsOf(e, closure));
}

function paramsOf(e: Evaluator, {func}: ClosureValue): Value[] {
	return func.params.map((_, index) => e.closures.paramOf(func, index));
}
