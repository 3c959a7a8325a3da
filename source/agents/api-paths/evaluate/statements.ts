import type {Expr, Pattern, Stmt} from '../code/ir.ts';
import {bindPattern, typedValue, writeSlot} from './bindings.ts';
import type {Activation} from './bindings.ts';
import type {Evaluator} from './evaluator.ts';
import {waysOf} from './conditions.ts';
import {classValue, evaluate} from './expressions.ts';
import {guardsSince, mergeGuards} from './facts.ts';
import type {Guards} from './facts.ts';
import {frameOfSlot} from './frame.ts';
import type {Frame} from './frame.ts';
import {assume} from './guards.ts';
import {itemsOf, keysOf} from './members.ts';
import {truthOf} from './truth.ts';
import {derived, literal, undefinedValue, unknown} from './value.ts';
import type {Value} from './value.ts';

export type Completion = 'normal' | 'return' | 'throw' | 'break' | 'continue';

/** How often a loop with a condition is run. */
const mostRounds = 64;
/** How many items of a list are gone through: tables of routes written down in code can be long. */
const mostItems = 1000;

/** Runs statements in order; conditions that are not known run both ways, and what they change is alternatives afterwards. */
export function execute(e: Evaluator, body: readonly Stmt[], activation: Activation): Completion {
	for (const stmt of body) {
		const completion = executeOne(e, stmt, activation);
		if (completion !== 'normal') return completion;
	}
	return 'normal';
}

function executeOne(e: Evaluator, stmt: Stmt, activation: Activation): Completion {
	e.fuel--;
	switch (stmt.kind) {
		case 'run':
			evaluate(e, stmt.expr, activation);
			return 'normal';
		case 'declare':
			declare(e, stmt, activation);
			return 'normal';
		case 'class':
			if (activation.frame.slots[stmt.binding.slot] === undefined)
				writeSlot(e, activation.frame, stmt.binding.slot, classValue(e, stmt.cls, activation));
			return 'normal';
		case 'return': {
			const value = stmt.value === null ? undefinedValue : evaluate(e, stmt.value, activation);
			activation.returns.push({guards: guardsSince(activation.entry, e.guards), value});
			return 'return';
		}
		case 'throw':
			evaluate(e, stmt.value, activation);
			return 'throw';
		case 'if':
			return executeIf(e, stmt, activation);
		case 'loop':
			return executeLoop(e, stmt, activation);
		case 'try':
			return executeTry(e, stmt, activation);
		case 'switch':
			return executeSwitch(e, stmt, activation);
		case 'break':
			return 'break';
		case 'continue':
			return 'continue';
		case 'export-default':
			e.runs.setDefault(activation.frame.func.module, evaluate(e, stmt.value, activation));
			return 'normal';
	}
}

function declare(e: Evaluator, stmt: Extract<Stmt, {kind: 'declare'}>, activation: Activation): void {
	if (activation.frame.early?.has(stmt.pattern)) return;
	if (stmt.init === null) {
		if (stmt.pattern.kind !== 'bind' || stmt.pattern.binding.owner !== activation.frame.func) return;
		const {slot} = stmt.pattern.binding;
		const typed = stmt.type === null ? null : e.valueOfType(stmt.type);
		if (frameOfSlot(activation.frame, slot).slots[slot] === undefined) writeSlot(e, activation.frame, slot, typed ?? undefinedValue);
		return;
	}
	let value = evaluate(e, stmt.init, activation);
	if (stmt.type !== null) value = typedValue(e, value, stmt.type);
	bindPattern(e, stmt.pattern, value, activation, 'declare');
}

function executeIf(e: Evaluator, stmt: Extract<Stmt, {kind: 'if'}>, activation: Activation): Completion {
	const test = evaluate(e, stmt.test, activation);
	const truth = truthOf(e, test);
	if (truth !== null) return execute(e, truth ? stmt.then : stmt.otherwise, activation);
	return branch(
		e,
		waysOf(e, stmt.test, test, activation.frame).map(({holds, guards}) => ({
			guards,
			run: () => execute(e, holds ? stmt.then : stmt.otherwise, activation),
		})),
	);
}

interface Branch {
	guards: Guards;
	run: () => Completion;
}

/** Runs each branch from the same state; slots that differ afterwards hold the alternatives. Branches that leave do not take part. */
function branch(e: Evaluator, branches: readonly Branch[]): Completion {
	const before = e.guards;
	const outer = e.journal;
	const ends: {guards: Guards; changed: Map<Frame, Map<number, Value | undefined>>; completion: Completion}[] = [];
	const touched = new Map<Frame, Map<number, Value | undefined>>();
	for (const {guards, run} of branches) {
		const merged = mergeGuards(before, guards);
		if (merged === false) continue;
		e.guards = merged;
		e.journal = new Map();
		const completion = run();
		const changed = undo(e.journal, touched);
		ends.push({guards, changed, completion});
	}
	e.guards = before;
	e.journal = outer;
	const going = ends.filter(({completion}) => completion === 'normal');
	if (going.length === 0) return ends[0]?.completion ?? 'normal';
	join(e, going, touched);
	// Of two ways one has left: what holds from here on is the other's condition.
	if (going.length === 1 && ends.length > 1) e.guards = mergeGuards(before, going[0]!.guards) || before;
	return 'normal';
}

/** Puts back what a branch has written, and says what it was. */
function undo(
	journal: Map<Frame, Map<number, Value | undefined>>,
	touched: Map<Frame, Map<number, Value | undefined>>,
): Map<Frame, Map<number, Value | undefined>> {
	if (journal.size === 0) return journal;
	const changed = new Map<Frame, Map<number, Value | undefined>>();
	for (const [frame, slots] of journal) {
		const now = new Map<number, Value | undefined>();
		let all = touched.get(frame);
		if (all === undefined) touched.set(frame, (all = new Map()));
		for (const [slot, old] of slots) {
			now.set(slot, frame.slots[slot]);
			if (!all.has(slot)) all.set(slot, old);
			frame.slots[slot] = old;
		}
		changed.set(frame, now);
	}
	return changed;
}

function join(
	e: Evaluator,
	ends: readonly {guards: Guards; changed: Map<Frame, Map<number, Value | undefined>>}[],
	touched: Map<Frame, Map<number, Value | undefined>>,
): void {
	for (const [frame, slots] of touched) {
		for (const [slot, old] of slots) {
			const options = ends.flatMap(({guards, changed}) => {
				const slotsNow = changed.get(frame);
				const value = slotsNow?.has(slot) ? slotsNow.get(slot) : old;
				return value === undefined ? [] : [{guards, value}];
			});
			if (options.length > 0) writeSlot(e, frame, slot, e.choiceOf(options));
		}
	}
}

/** Something that may not happen at all. */
export function maybe(e: Evaluator, run: () => Completion, guards: Guards = null): void {
	branch(e, [
		{guards, run},
		{guards: null, run: () => 'normal'},
	]);
}

function executeLoop(e: Evaluator, stmt: Extract<Stmt, {kind: 'loop'}>, activation: Activation): Completion {
	if (!('over' in stmt)) return executeWhile(e, stmt, activation);
	const over = evaluate(e, stmt.over, activation);
	const known = stmt.how === 'of' ? itemsOf(e, over) : keyItems(e, over);
	const own = slotsOfLoop(stmt);
	const round = (item: Value): Completion => {
		const inner = own.size === 0 ? activation : {...activation, frame: roundOf(activation.frame, own)};
		bindPattern(e, stmt.pattern, item, inner, 'declare');
		return execute(e, stmt.body, inner);
	};
	for (const item of known?.items.slice(0, mostItems) ?? []) {
		const completion = round(item);
		if (completion === 'break' || e.isTired) break;
		if (completion === 'return' || completion === 'throw') return completion;
	}
	if (known === null || known.isOpen) {
		maybe(e, () => endOfRound(round(itemOfUnknown(e, over))));
	}
	return 'normal';
}

function roundOf(frame: Frame, own: ReadonlySet<number>): Frame {
	return {...frame, slots: [], early: null, round: {of: frame, own}};
}

type Loop = Extract<Stmt, {kind: 'loop'; how: 'of' | 'in'}>;
const loopSlots = new WeakMap<Loop, Set<number>>();

/** What each round of a loop has for itself, so that functions made in it see their own: its variable, and what its body declares. */
function slotsOfLoop(stmt: Loop): ReadonlySet<number> {
	let slots = loopSlots.get(stmt);
	if (slots === undefined) {
		loopSlots.set(stmt, (slots = new Set()));
		addSlots(stmt.pattern, slots);
		addDeclared(stmt.body, slots);
	}
	return slots;
}

function addSlots(pattern: Pattern, slots: Set<number>): void {
	switch (pattern.kind) {
		case 'bind':
			if (pattern.binding.kind === 'const' || pattern.binding.kind === 'let') slots.add(pattern.binding.slot);
			return;
		case 'object':
			for (const {value} of pattern.props) addSlots(value, slots);
			if (pattern.rest !== null) addSlots(pattern.rest, slots);
			return;
		case 'array':
			for (const item of pattern.items) if (item !== null) addSlots(item.value, slots);
			if (pattern.rest !== null) addSlots(pattern.rest, slots);
			return;
		case 'target':
	}
}

function addDeclared(body: readonly Stmt[], slots: Set<number>): void {
	for (const stmt of body) {
		if (stmt.kind === 'declare') addSlots(stmt.pattern, slots);
		if (stmt.kind === 'if') [stmt.then, stmt.otherwise].forEach((inner) => addDeclared(inner, slots));
		if (stmt.kind === 'try') [stmt.body, stmt.handler ?? []].forEach((inner) => addDeclared(inner, slots));
	}
}

function itemOfUnknown(e: Evaluator, over: Value): Value {
	const forced = e.force(over);
	if (forced.kind === 'array' && forced.rest !== null) return forced.rest;
	const type = (forced.kind === 'unknown' || forced.kind === 'param') && forced.type?.kind === 'array' ? forced.type.of : null;
	return forced.kind === 'param' ? derived(forced, '[]', 'item', type) : unknown('item', 'runtime-value', type);
}

function keyItems(e: Evaluator, over: Value): {items: Value[]; isOpen: boolean} {
	const {names, isOpen} = keysOf(e, over);
	return {items: names.map((name) => literal(name)), isOpen};
}

/** Breaking off a loop does not break off what is around it. */
const endOfRound = (completion: Completion): Completion => (completion === 'break' || completion === 'continue' ? 'normal' : completion);

function executeWhile(e: Evaluator, stmt: Extract<Stmt, {kind: 'loop'; how: 'while' | 'do'}>, activation: Activation): Completion {
	execute(e, stmt.before, activation);
	for (let round = 0; round < mostRounds; round++) {
		const isFirst = stmt.how === 'do' && round === 0;
		const truth = isFirst || goesOn(e, stmt.test, activation);
		// The first round of `do … while` told what there is to tell, unless it surely is not the last.
		if (truth === false || (truth === null && stmt.how === 'do')) return 'normal';
		if (truth === null) {
			maybe(e, () => {
				const completion = endOfRound(execute(e, stmt.body, activation));
				if (completion === 'normal' && stmt.after !== null) evaluate(e, stmt.after, activation);
				return completion;
			});
			return 'normal';
		}
		const completion = execute(e, stmt.body, activation);
		if (completion === 'break') return 'normal';
		if (completion === 'return' || completion === 'throw') return completion;
		if (stmt.after !== null) evaluate(e, stmt.after, activation);
	}
	return 'normal';
}

function goesOn(e: Evaluator, test: Expr | null, activation: Activation): boolean | null {
	return test === null || e.isTired ? null : truthOf(e, evaluate(e, test, activation));
}

function executeTry(e: Evaluator, stmt: Extract<Stmt, {kind: 'try'}>, activation: Activation): Completion {
	const {handler} = stmt;
	const completion = execute(e, stmt.body, activation);
	if (handler === null) return settle(execute(e, stmt.finalizer, activation), completion);
	let handled: Completion = 'normal';
	const handle = (): Completion => {
		if (stmt.param !== null) bindPattern(e, stmt.param, unknown('error'), activation, 'declare');
		return (handled = execute(e, handler, activation));
	};
	// A body that left may have failed before it did.
	if (completion === 'normal') maybe(e, handle);
	else handle();
	const finished = execute(e, stmt.finalizer, activation);
	if (finished !== 'normal') return finished;
	return completion === 'normal' ? 'normal' : handled;
}

const settle = (finished: Completion, completion: Completion): Completion => (finished === 'normal' ? completion : finished);

function executeSwitch(e: Evaluator, stmt: Extract<Stmt, {kind: 'switch'}>, activation: Activation): Completion {
	const over = e.force(evaluate(e, stmt.on, activation));
	const on = over.kind === 'literal' && over.isAssumed === true ? undefined : e.literalOf(over);
	const start = on === undefined ? -1 : chosenCase(e, stmt, on, activation);
	if (start !== -1) return start === null ? 'normal' : endOfSwitch(runCases(e, stmt, start, activation));
	const hasDefault = stmt.cases.some(({test}) => test === null);
	const branches: Branch[] = stmt.cases.map(({test}, index) => ({
		guards: test === null ? null : assume({kind: 'binary', op: '===', left: stmt.on, right: test, at: 0}, true, activation.frame),
		run: () => endOfSwitch(runCases(e, stmt, index, activation)),
	}));
	if (!hasDefault) branches.push({guards: null, run: () => 'normal'});
	return branch(e, branches);
}

const endOfSwitch = (completion: Completion): Completion => (completion === 'break' ? 'normal' : completion);

/** -1: cannot be told; null: none. */
function chosenCase(
	e: Evaluator,
	stmt: Extract<Stmt, {kind: 'switch'}>,
	on: string | number | boolean | null,
	activation: Activation,
): number | null {
	for (const [index, {test}] of stmt.cases.entries()) {
		if (test === null) continue;
		const value = e.force(evaluate(e, test, activation));
		if (value.kind !== 'literal') return -1;
		if (value.value === on) return index;
	}
	const fallback = stmt.cases.findIndex(({test}) => test === null);
	return fallback === -1 ? null : fallback;
}

/** A case falls through to the next one until something leaves. */
function runCases(e: Evaluator, stmt: Extract<Stmt, {kind: 'switch'}>, from: number, activation: Activation): Completion {
	for (const {body} of stmt.cases.slice(from)) {
		const completion = execute(e, body, activation);
		if (completion !== 'normal') return completion;
	}
	return 'normal';
}
