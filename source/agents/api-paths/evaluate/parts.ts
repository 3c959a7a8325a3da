import type {Func} from '../code/ir.ts';
import type {Request} from './request.ts';
import type {Value} from './value.ts';

/** What one thing was made with: the outermost functions whose code ran for it, those that were only asked what they do, and what got away. */
export interface Origins {
	ran: Set<Func>;
	asked: Set<Func>;
	escaped: Set<number>;
}

/** What the rehearsal of an outermost function, and of all in it, has done: enough to do it again and nothing else. */
export interface Part extends Origins {
	root: Func;
	/** When it began, by the clock of the trace. */
	began: number;
	isEarly: boolean;
	/** Frames up to this one were there before it. */
	firstFrame: number;
	/** How many of its rehearsals are going on. */
	active: number;
	/** Requests that it gave to the functions it called. */
	lifted: {of: Request; request: Request}[];
	/** Functions of objects that it made, which know their object. */
	owned: Set<number>;
	thunks: Set<Thunk>;
	/** What the models knew when it had used that. */
	states: Map<string, string>;
	/** Why it cannot be done again by itself; null: it can. */
	obstacle: string | null;
}

/** The value of a function without arguments, worked out once for all who call it. */
export interface Thunk {
	value: Value;
	/** The part that worked it out, and what that took. */
	by: Part | null;
	cost: {fuel: number; followed: number};
	origins: Origins;
	/** All parts that took it. */
	takers: Set<Part>;
	forget: () => void;
}

/** Of something that has not been begun. */
export const newOrigins = (): Origins => ({ran: new Set(), asked: new Set(), escaped: new Set()});

/** What is made with something is made with all that it was made with. */
export function addOrigins(into: Origins, from: Origins): void {
	for (const root of from.ran) into.ran.add(root);
	for (const root of from.asked) into.asked.add(root);
	for (const func of from.escaped) into.escaped.add(func);
}
