import type {ApiPathsReport, PathFinding, ReportedCall} from '../../../../source/agents/api-paths/report.ts';

/** A call that no route answers, unless told otherwise. */
export function someCall(parts: Partial<ReportedCall> = {}): ReportedCall {
	return {
		method: 'GET',
		path: '/api/wishlist',
		origin: null,
		file: 'client/api.js',
		line: 4,
		client: 'fetch',
		verdict: 'missing',
		route: null,
		reason: null,
		suggestions: [],
		defects: [],
		...parts,
	};
}

export function someFinding(parts: Partial<PathFinding> = {}): PathFinding {
	return {
		rule: 'missing',
		severity: 'warning',
		message: 'No route answers GET /api/wishlist',
		file: 'client/api.js',
		line: 4,
		related: [],
		...parts,
	};
}

/** A report whose summary counts its calls; one route, and the gate as the calls deserve it. */
export function someReport(parts: Partial<ApiPathsReport> = {}): ApiPathsReport {
	const {calls = [someCall()], findings = [someFinding()]} = parts;
	const counted = (verdict: ReportedCall['verdict']) => calls.filter((call) => call.verdict === verdict).length;
	const [missing, methodMismatch, undecidable, external] = [
		counted('missing'),
		counted('method-mismatch'),
		counted('undecidable'),
		counted('external'),
	];
	const own = calls.length - external;
	const decidedRate = own === 0 ? null : (own - undecidable) / own;
	const pass = missing + methodMismatch === 0 && (decidedRate ?? 1) >= 0.95;
	return {
		schemaVersion: 1,
		root: '/project',
		summary: {
			filesAnalysed: 3,
			filesUnanalysed: 0,
			routes: 1,
			shadowedRoutes: 0,
			calls: calls.length,
			decided: own - undecidable,
			matched: counted('matched') + counted('weak'),
			missing,
			methodMismatch,
			undecidable,
			external,
			matchRate: own === 0 ? null : (counted('matched') + counted('weak')) / own,
			decidedRate,
			pass,
		},
		routes: [{method: 'GET', path: '/api/wishlists', file: 'server/app.js', line: 9, framework: 'express', shadowedBy: null}],
		calls,
		findings,
		unanalysed: [],
		gate: {
			version: '2.5',
			minimumDecidedRate: 0.95,
			checks: [
				{name: 'compared', passed: (decidedRate ?? 1) >= 0.95, detail: '1 route, 1 call compared.'},
				{name: 'calls-match', passed: missing + methodMismatch === 0, detail: `${missing + methodMismatch} of ${own} calls do not match.`},
				{name: 'prefixes', passed: true, detail: 'One prefix.'},
				{name: 'mock-fallbacks', passed: true, detail: 'None.'},
				{name: 'data-flow', passed: true, detail: '0 of 0 followed.'},
			],
		},
		dataFlows: [],
		origins: [],
		...parts,
	};
}
