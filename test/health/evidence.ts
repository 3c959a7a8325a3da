import * as fc from 'fast-check';
import type {JudgeEvidence} from '../../source/health/judge.ts';
import type {Curve, Measurement} from '../../source/health/policy.ts';
import type {OpenFinding} from '../../source/protocol/findings.ts';
import type {Component} from '../../source/protocol/report.ts';

export const now = Date.UTC(2026, 0, 15, 12);

export function measurementOf(changes: Partial<Measurement> = {}): Measurement {
	return {
		id: 'api.latency',
		category: 'api',
		title: 'p95',
		curve: {kind: 'latency', p10: 200, median: 1000},
		value: 100,
		unit: 'ms',
		window: '5m',
		n: 500,
		source: 'http probe',
		at: now,
		required: true,
		weight: 2,
		...changes,
	};
}

export function componentOf(changes: Partial<Component> = {}): Component {
	return {
		id: 'db',
		title: 'db',
		category: 'database',
		status: 'up',
		required: true,
		latencyMs: 3,
		detail: null,
		at: new Date(now).toISOString(),
		since: new Date(now - 600_000).toISOString(),
		...changes,
	};
}

export function findingOf(changes: Partial<OpenFinding> = {}): OpenFinding {
	const at = new Date(now - 60_000).toISOString();
	return {
		id: 'f1',
		agent: 'endpoints',
		rule: 'slow',
		severity: 'warning',
		category: 'api',
		title: 'GET /slow takes 2 s',
		evidence: [{label: 'GET /slow'}],
		firstSeen: at,
		lastSeen: at,
		resolvedAt: null,
		...changes,
	};
}

export function evidenceOf(parts: Partial<JudgeEvidence> = {}): JudgeEvidence {
	return {measurements: [], components: [], findings: [], trends: {}, ...parts};
}

/** Every listed category measured and in good health. */
export function healthyEvidence(parts: Partial<JudgeEvidence> = {}): JudgeEvidence {
	return evidenceOf({
		measurements: [
			measurementOf(),
			measurementOf({
				id: 'api.errors',
				title: 'errors',
				curve: {kind: 'burn', slo: 0.999},
				value: 0,
				bad: 0,
				unit: 'ratio',
				window: '30m',
				n: 5000,
			}),
			measurementOf({
				id: 'performance.loop',
				category: 'performance',
				title: 'loop p99',
				curve: {kind: 'latency', p10: 20, median: 200},
				value: 8,
			}),
			measurementOf({
				id: 'websocket.closes',
				category: 'websocket',
				title: 'abnormal closes',
				curve: {kind: 'burn', slo: 0.99},
				value: 0,
				bad: 0,
				unit: 'ratio',
			}),
			measurementOf({
				id: 'agents.runs',
				category: 'agents',
				title: 'failed runs',
				curve: {kind: 'burn', slo: 0.99},
				value: 0,
				bad: 0,
				unit: 'ratio',
				window: '24h',
				n: 90,
			}),
			measurementOf({
				id: 'cache.hits',
				category: 'cache',
				title: 'hit ratio',
				curve: {kind: 'hit-ratio', target: 0.8},
				value: 0.9,
				unit: 'ratio',
				required: false,
			}),
		],
		components: [componentOf()],
		...parts,
	});
}

const curves: Curve[] = [
	{kind: 'burn', slo: 0.999},
	{kind: 'latency', p10: 200, median: 1000},
	{kind: 'latency', p10: 20, median: 200},
	{kind: 'saturation'},
	{kind: 'avoidable'},
	{kind: 'backlog'},
	{kind: 'hit-ratio', target: 0.8},
	{kind: 'connections-per-user'},
	{kind: 'findings'},
];
const categoryIds = ['api', 'database', 'performance', 'websocket', 'agents', 'cache', 'disk', 'security'];

/** Any measurement that a probe could hand over, good or bad, present or missing, fresh or old. */
export const anyMeasurement: fc.Arbitrary<Measurement> = fc
	.record({
		id: fc.integer({min: 0, max: 1e9}),
		category: fc.constantFrom(...categoryIds),
		curve: fc.constantFrom(...curves),
		badness: fc.oneof(fc.constant(null), fc.double({min: 0, max: 1, noNaN: true})),
		n: fc.integer({min: 1, max: 5000}),
		age: fc.oneof({weight: 9, arbitrary: fc.integer({min: 0, max: 59_000})}, {weight: 1, arbitrary: fc.integer({min: 61_000, max: 1e9})}),
		required: fc.boolean(),
		weight: fc.integer({min: 1, max: 5}),
	})
	.map(({id, category, curve, badness, n, age, required, weight}) =>
		withBadness(measurementOf({id: `${category}.${id}`, category, curve, title: 'signal', n, at: now - age, required, weight}), badness),
	);

/** The measurement with a value from the best (0) to the worst (1) that its curve knows. */
export function withBadness(measurement: Measurement, badness: number | null): Measurement {
	if (badness === null) return {...measurement, value: null, at: null, reason: 'nothing was measured'};
	switch (measurement.curve.kind) {
		case 'burn': {
			const bad = Math.round(badness ** 3 * measurement.n);
			return {...measurement, value: bad / measurement.n, bad};
		}
		case 'hit-ratio':
			return {...measurement, value: 1 - badness};
		case 'findings': {
			const counts = {critical: Math.floor(badness * 5), warning: Math.floor(badness * 20), info: Math.floor(badness * 30)};
			return {...measurement, value: counts.critical + counts.warning + counts.info, counts};
		}
		case 'saturation':
		case 'avoidable':
			return {...measurement, value: badness};
		case 'latency':
		case 'backlog':
		case 'connections-per-user':
		case 'component':
			return {...measurement, value: badness * 5000};
	}
}

export const anyComponent: fc.Arbitrary<Component> = fc
	.record({
		id: fc.integer({min: 0, max: 1e9}),
		category: fc.constantFrom(...categoryIds),
		status: fc.constantFrom('up' as const, 'degraded' as const, 'down' as const, 'unknown' as const),
		required: fc.boolean(),
	})
	.map(({id, ...rest}) => componentOf({id: `c${id}`, title: `c${id}`, ...rest}));

export const anyFinding: fc.Arbitrary<OpenFinding> = fc
	.record({
		id: fc.integer({min: 0, max: 1e9}),
		severity: fc.constantFrom('critical' as const, 'warning' as const, 'info' as const),
		category: fc.constantFrom(...categoryIds),
	})
	.map(({id, ...rest}) => findingOf({id: `f${id}`, ...rest}));

export const anyEvidence: fc.Arbitrary<JudgeEvidence> = fc.record({
	measurements: fc.uniqueArray(anyMeasurement, {maxLength: 9, selector: ({id}) => id}),
	components: fc.uniqueArray(anyComponent, {maxLength: 3, selector: ({id}) => id}),
	findings: fc.uniqueArray(anyFinding, {maxLength: 4, selector: ({id}) => id}),
	trends: fc.constant({}),
});
