import {both, charsExcept, everything, many, meets, not, oneOrMore, seq, text, type Language} from './language.ts';

/** What a template is made of. Texts may hold several segments. */
export type Piece =
	| {kind: 'text'; text: string}
	/** Stays within a segment. `isFree`: takes whatever a segment can hold. */
	| {kind: 'param'; name: string; shape: Language; isFree: boolean}
	/** May go over several segments. */
	| {kind: 'rest'; name: string; shape: Language}
	| {kind: 'optional'; pieces: Piece[]};

export type Template =
	| {kind: 'pieces'; pieces: Piece[]}
	/** Only as a whole: the texts that it matches, trailing slash included. */
	| {kind: 'language'; language: Language}
	| {kind: 'fault'; message: string};

export const inSegment: Language = charsExcept('/');
const someSegment: Language = oneOrMore(inSegment);
const perhapsSegment: Language = many(inSegment);

const withSlash: Language = seq(everything, text('/'), everything);

export const freeParam = (name: string): Piece => ({kind: 'param', name, shape: someSegment, isFree: true});
/** Also matches nothing at all, as in Fastify. */
export const emptyableParam = (name: string): Piece => ({kind: 'param', name, shape: perhapsSegment, isFree: true});
/** A parameter that must not contain a text (what stands between two parameters of a segment). */
export const paramWithout = (name: string, excluded: string): Piece => ({
	kind: 'param',
	name,
	shape: both(someSegment, not(seq(everything, text(excluded), everything))),
	isFree: true,
});

/** A parameter with a shape of its own, which may let it go over several segments. */
export function shapedParam(name: string, shape: Language): Piece {
	return meets(shape, withSlash) ? {kind: 'rest', name, shape} : {kind: 'param', name, shape, isFree: false};
}
