import type {Gauge} from '../probes/probe.ts';
import type {Metric} from '../protocol/metrics.ts';
import type {HealthReport} from '../protocol/report.ts';

/** The current metrics: counters of the process, readings of the probes, and the scores; what is unknown is absent, never 0. */
export function toMetrics(report: HealthReport, gauges: readonly Gauge[], counters: readonly Metric[]): Metric[] {
	return [...counters, ...gaugeMetrics(gauges), ...scoreMetrics(report)];
}

function gaugeMetrics(gauges: readonly Gauge[]): Metric[] {
	const byName = new Map<string, Metric>();
	for (const {name, value, unit, help, labels = {}} of gauges) {
		if (!Number.isFinite(value)) continue;
		const metric = byName.get(name) ?? {name: `esa_${name}`, type: 'gauge', unit, help, points: []};
		metric.points.push({labels, value});
		byName.set(name, metric);
	}
	return [...byName.values()];
}

function scoreMetrics(report: HealthReport): Metric[] {
	const scored = [{id: 'overall', score: report.overall.score}, ...report.categories].filter(({score}) => score !== null);
	const up = report.components.filter(({status}) => status !== 'unknown');
	return [
		{
			name: 'esa_score_ratio',
			type: 'gauge',
			unit: 'ratio',
			help: 'Health score, 0 to 1, by category.',
			points: scored.map(({id, score}) => ({labels: {category: id}, value: (score ?? 0) / 100})),
		},
		{
			name: 'esa_coverage_ratio',
			type: 'gauge',
			unit: 'ratio',
			help: 'Share of the score’s weight that is measured.',
			points: [{labels: {}, value: report.overall.coverage}],
		},
		{
			name: 'esa_component_up',
			type: 'gauge',
			unit: '',
			help: '1 if the last run of the check passed.',
			points: up.map(({id, status}) => ({labels: {component: id}, value: status === 'up' ? 1 : 0})),
		},
	];
}
