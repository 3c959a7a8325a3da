import type {Machine, Site} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import {nextAppNumber} from '../app-number.ts';
import {runOfMaking} from '../instances.ts';

/** A route as code declared it, with the prefix its instance had. */
export interface DeclaredRoute {
	/** Null: cannot be known. */
	methods: string[] | null;
	prefix: Value;
	path: Value;
	trailingSlash: 'both' | 'slash' | 'no-slash';
	handlers: Value[];
	site: Site;
}

/** Something registered that answers below a prefix and cannot be read. */
export interface OpaquePlugin {
	prefix: Value;
	what: string;
	detail: string;
	site: Site;
}

/** One server: `fastify()`, or what stands for a parameter of type `FastifyInstance`. */
export interface FastifyApp {
	/** False for what only a type annotation tells of: nobody is known to have made it. */
	isMade: boolean;
	/** The run of the machine that made it. */
	madeIn: number;
	site: Site | null;
	number: number;
	isCaseSensitive: boolean;
	ignoresTrailingSlash: boolean;
	routes: DeclaredRoute[];
	opaque: OpaquePlugin[];
}

export const newApp = (machine: Machine, isMade: boolean, site: Site | null = null): FastifyApp => ({
	isMade,
	site,
	madeIn: runOfMaking(machine),
	number: nextAppNumber(machine),
	isCaseSensitive: true,
	ignoresTrailingSlash: false,
	routes: [],
	opaque: [],
});

/** All servers of an analysis, in the order in which they were made. */
export const fastifyApps = (machine: Machine): FastifyApp[] => machine.state<FastifyApp[]>('fastify.apps', () => []);
