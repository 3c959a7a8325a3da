import type {CallSite} from './call-site.ts';

/** A place in the code that somebody else told: nothing is left to be read. Stands in a record where else a stack does. */
export class ToldSite implements CallSite {
	readonly source: string | null;
	readonly via: readonly string[];

	constructor(source: string | null, via: readonly string[]) {
		this.source = source;
		this.via = via;
	}
}
