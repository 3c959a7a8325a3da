import type {Site} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import type {OpaqueLayer} from './record.ts';

/** Middleware that might be a router, for all one can tell. What comes out of packages hardly ever answers by itself. */
export function isUnreadable(value: Value): boolean {
	if (value.kind === 'param') return true;
	return value.kind === 'unknown' && value.reason !== 'external-code';
}

export function opaqueOf(value: Value, path: Value, site: Site): OpaqueLayer {
	const detail = value.kind === 'unknown' || value.kind === 'param' ? value.text : value.kind;
	return {kind: 'opaque', path, what: 'unknown-router', detail, isRouter: usedAsRouter.test(detail) || isUnresolved(value), site};
}

/** Routers are used through these methods: `app.use(require(file).routes())`. */
const usedAsRouter = /\.(?:routes|middleware)\(\)$/u;
const isUnresolved = (value: Value): boolean => value.kind === 'unknown' && value.reason === 'unresolved-import';
