import type {Site} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';

/** In the call itself: what is written so few lines after it, or in its line. */
const mostLines = 2;

/**
 * Where a route is told that is described by an object (`{method, path, handler}`): at the call that declares it, or where its method is
 * named when the object stands elsewhere, in a table or another file.
 */
export function siteOfRoute(description: Value, call: Site): Site {
	const from = description.kind === 'object' ? description.from : undefined;
	const named = from?.props.find((prop) => prop.kind === 'prop' && prop.key === 'method');
	if (from === undefined || named === undefined) return call;
	const [first = named] = from.props;
	const lines = from.module === call.module ? from.module.lineOf(first.at) - call.module.lineOf(call.at) : Infinity;
	return first.at > call.at && lines <= mostLines ? call : {module: from.module, at: named.at};
}
