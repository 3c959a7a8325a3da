import type {Func} from '../code/ir.ts';
import type {Guards} from './facts.ts';
import type {ClientCall, Site, TextPart} from './machine.ts';

/** A request with one method and one address, somewhere in the code. */
export interface Request {
	client: string;
	kind: ClientCall['kind'];
	/** As the code gives it; a hole where it is not known. */
	method: TextPart[];
	address: TextPart[];
	site: Site;
	/** Where the request itself is made, below all wrappers. */
	madeAt: Site;
	/** The places it came by: where it is made, then the call of each wrapper. The same ones in every run of a function. */
	path: string;
	defects: string[];
	guards: Guards;
	/** The request of a wrapper that this is a call of. */
	of: Request | null;
	/** Calls of the wrapper that this request hangs on. */
	instances: Request[];
	/** The function whose parameters it hangs on; null: on none. */
	owner: Func | null;
	/** The function that was being rehearsed; null: the code surely runs. */
	by: Func | null;
	/** It and the other addresses that one expression may request. */
	alternatives: Request[];
	/** The wrapper is a component, and this the place where it is used. */
	isOfElement?: boolean;
}
