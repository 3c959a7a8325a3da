import {basePath} from '../../protocol/discovery.ts';
import type {Metric} from '../../protocol/metrics.ts';
import {json, whole, type Answer} from '../answer.ts';
import {chooseFormat, contentTypes, renderMetrics} from '../open-metrics.ts';
import type {Ask, Route, Site} from '../site.ts';

/** Current metrics: as JSON, and as text for Prometheus. */
export function metricRoutes({view, metricsPath}: Site): Route[] {
	const text = ({call}: Ask): Answer => {
		const format = chooseFormat(call.header('accept'));
		return whole(200, contentTypes[format], renderMetrics(view.metrics(), format), {vary: 'accept'});
	};
	const routes: Route[] = [
		{
			method: 'GET',
			path: `${basePath}/metrics`,
			needs: 'viewer',
			answer: (ask) => (ask.call.query.get('format') === 'text' ? text(ask) : json(200, ask.now, {metrics: view.metrics().map(finite)})),
		},
	];
	return metricsPath === false ? routes : [...routes, {method: 'GET', path: metricsPath, needs: 'viewer', answer: text}];
}

/** JSON has no NaN or infinity: a point that is not a number is absent rather than null. */
function finite(metric: Metric): Metric {
	return {...metric, points: metric.points.filter(({value}) => Number.isFinite(value))};
}
