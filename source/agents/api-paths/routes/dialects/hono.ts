import {everything} from '../language.ts';
import {freeParam, shapedParam, type Piece, type Template} from '../piece.ts';
import {languageOfRegExp} from '../regexp.ts';

/** Hono: whole segments only: `:name`, `:name{shape}`, a last `:name?`, `*`; a last `/*` also matches without its slash. */
export function readHono(path: string, isFolded: boolean): Template {
	if (path === '*' || path === '/*') return {kind: 'pieces', pieces: [{kind: 'rest', name: '*', shape: everything}]};
	const segments = splitSegments(path);
	return {kind: 'pieces', pieces: segments.flatMap((segment, index) => segmentPieces(segment, index === segments.length - 1, isFolded))};
}

/** At slashes, but not at those inside a shape. */
function splitSegments(path: string): string[] {
	const found = (path.startsWith('/') ? path : `/${path}`).match(/\/(?:\{[^}]*\}|[^/{])*/g);
	return (found ?? []).map((segment) => segment.slice(1));
}

function segmentPieces(segment: string, isLast: boolean, isFolded: boolean): Piece[] {
	const slash: Piece = {kind: 'text', text: '/'};
	if (segment === '*')
		return isLast ? [{kind: 'optional', pieces: [slash, {kind: 'rest', name: '*', shape: everything}]}] : [slash, freeParam('*')];
	if (isLast && segment.endsWith('*'))
		return [
			{kind: 'text', text: `/${segment.slice(0, -1)}`},
			{kind: 'rest', name: '*', shape: everything},
		];
	const param = /^:([^{}?]+)(?:\{(.+)\})?(\?)?$/.exec(segment);
	if (param === null) return [{kind: 'text', text: `/${segment}`}];
	const [, name = '', shape, question] = param;
	const piece = shape === undefined ? freeParam(name) : paramOf(name, shape, isFolded);
	return question === undefined ? [slash, piece] : [{kind: 'optional', pieces: [slash, piece]}];
}

function paramOf(name: string, shape: string, isFolded: boolean): Piece {
	const language = languageOfRegExp(`^(?:${shape})$`, isFolded ? 'i' : '');
	return language === null ? freeParam(name) : shapedParam(name, language);
}
