import type {Machine, Site} from '../../evaluate/machine.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';
import {listed} from './arguments.ts';
import {delegationsOf, recordOf, recordsOf, type RouterRecord} from './record.ts';

/** Applications and routers that stand behind a path of another one. */
export function mountedRecords(machine: Machine): Set<RouterRecord> {
	const mounted = new Set<RouterRecord>();
	for (const record of recordsOf(machine)) {
		for (const {handlers} of record.operations) {
			for (const inner of handlers.flatMap((handler) => recordsIn(machine, handler))) if (inner !== record) mounted.add(inner);
		}
	}
	return mounted;
}

const recordsIn = (machine: Machine, handler: Value): RouterRecord[] => listed(machine, handler).flatMap((one) => routersOf(machine, one));

/** The router that a handler is, or those that its code hands requests to. */
export function routersOf(machine: Machine, handler: Value): RouterRecord[] {
	const record = recordOf(handler) ?? recordOfObject(machine, handler);
	if (record !== null) return [record];
	if (handler.kind !== 'closure') return [];
	return delegationsOf(machine).flatMap((delegation) => (isWithin(delegation.site, handler) ? [delegation.record] : []));
}

/** A module's namespace in place of its default export, as `require` of a compiled module gives it. */
function recordOfObject(machine: Machine, handler: Value): RouterRecord | null {
	if (handler.kind !== 'object' || !handler.props.has('default')) return null;
	return recordOf(machine.force(machine.get(handler, 'default')));
}

const isWithin = ({module, at}: Site, {func}: ClosureValue): boolean => module === func.module && at >= func.at && at <= func.end;
