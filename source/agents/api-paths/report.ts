import {z} from 'zod';

const Place = z.object({file: z.string(), line: z.int().min(1)});
const RouteRef = z.object({method: z.string(), path: z.string(), ...Place.shape});

/** One thing wrong. `severity` is `critical` where authentication, payment or administration is hit. */
export const PathFinding = z.object({
	rule: z.string(),
	severity: z.enum(['critical', 'warning', 'info']),
	message: z.string(),
	...Place.shape,
	/** What it is about, where it is a call or a route: with file and rule it names the finding however its line moves. */
	method: z.string().nullable().optional(),
	path: z.string().nullable().optional(),
	related: z.array(Place),
});
export type PathFinding = z.infer<typeof PathFinding>;

export const ReportedCall = z.object({
	method: z.string().nullable(),
	path: z.string(),
	/** Only where the code names one. */
	origin: z.string().nullable(),
	...Place.shape,
	client: z.string(),
	verdict: z.enum(['matched', 'weak', 'missing', 'method-mismatch', 'undecidable', 'external']),
	route: RouteRef.nullable(),
	reason: z.string().nullable(),
	/** Best first; `fix` where changing the method, or the prefix of the path, is all that has to be done. */
	suggestions: z.array(z.object({method: z.string(), path: z.string(), fix: z.enum(['method', 'prefix']).nullable().optional()})),
	defects: z.array(z.string()),
});
export type ReportedCall = z.infer<typeof ReportedCall>;

export const ReportedRoute = RouteRef.extend({framework: z.string(), shadowedBy: RouteRef.nullable()});
export type ReportedRoute = z.infer<typeof ReportedRoute>;

/** One of the five questions of Quality Gate 2.5. */
export const GateCheck = z.object({
	name: z.enum(['compared', 'calls-match', 'prefixes', 'mock-fallbacks', 'data-flow']),
	passed: z.boolean(),
	/** One sentence with its denominators. */
	detail: z.string(),
});
export type GateCheck = z.infer<typeof GateCheck>;

/** For a matched call: how far the data could be followed. */
export const DataFlow = z.object({
	call: Place,
	route: RouteRef,
	/** From the route on: handler, functions, database access. */
	chain: z.array(z.object({what: z.enum(['route', 'handler', 'function', 'database', 'request']), name: z.string(), ...Place.shape})),
	/** `database` was reached, or why following ended: `no-handler`, `no-database-access`, `external-code`, `unresolved`. */
	ends: z.string(),
});
export type DataFlow = z.infer<typeof DataFlow>;

/** `api-paths --format json`: a contract, see docs/api-paths-report.md. Rates are 0–1 and null where nothing was counted. */
export const ApiPathsReport = z.object({
	schemaVersion: z.literal(1),
	root: z.string(),
	summary: z.object({
		filesAnalysed: z.int().min(0),
		filesUnanalysed: z.int().min(0),
		routes: z.int().min(0),
		shadowedRoutes: z.int().min(0),
		calls: z.int().min(0),
		decided: z.int().min(0),
		matched: z.int().min(0),
		missing: z.int().min(0),
		methodMismatch: z.int().min(0),
		undecidable: z.int().min(0),
		external: z.int().min(0),
		/** Of the decided ones. */
		matchRate: z.number().min(0).max(1).nullable(),
		/** Decided of all that are not external. */
		decidedRate: z.number().min(0).max(1).nullable(),
		pass: z.boolean(),
	}),
	routes: z.array(ReportedRoute),
	calls: z.array(ReportedCall),
	findings: z.array(PathFinding),
	unanalysed: z.array(z.object({file: z.string(), reason: z.string()})),
	gate: z.object({version: z.literal('2.5'), minimumDecidedRate: z.number(), checks: z.array(GateCheck)}),
	dataFlows: z.array(DataFlow),
	/** Findings that a person accepted, with why; they are not among `findings`. */
	accepted: z.array(z.object({finding: PathFinding, by: z.enum(['config', 'baseline']), reason: z.string()})).optional(),
	/** Baseline entries and ignore rules that apply to nothing any more. */
	stale: z.array(z.string()).optional(),
	/** Clients whose calls the compiler checks against the server, where they are made: these calls are not among `calls`. */
	typedClients: z.array(z.object({library: z.string(), ...Place.shape})).optional(),
	/** Origins named in the code, and whether they were taken for this backend's. */
	origins: z.array(z.object({origin: z.string(), isOurs: z.boolean(), why: z.string(), calls: z.int(), matched: z.int()})),
});
export type ApiPathsReport = z.infer<typeof ApiPathsReport>;
