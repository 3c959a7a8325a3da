import {basePath} from '../../protocol/discovery.ts';
import type {HealthReport} from '../../protocol/report.ts';
import {bucketMs, Range, ranges} from '../../protocol/trends.ts';
import {json, refusal} from '../answer.ts';
import {badRequest, notFound} from '../refusals.ts';
import type {Route, Site} from '../site.ts';

/** History: every score over a range, with `signals=1` every signal too, or one category or signal. */
export function trendRoutes({view}: Site): Route[] {
	return [
		{
			method: 'GET',
			path: `${basePath}/trends`,
			needs: 'viewer',
			answer({call: {query}, now}) {
				const range = Range.safeParse(query.get('range') ?? '24h');
				if (!range.success) return refusal(now, badRequest(`range is one of ${ranges.join(', ')}.`));
				const category = query.get('category');
				const signal = query.get('signal');
				if (category !== null && signal !== null) return refusal(now, badRequest('Ask for a category or a signal, not for both.'));
				if (!isReported(view.snapshot().report, category, signal))
					return refusal(now, notFound('The report has no such category or signal.'));
				const asked = category ?? signal;
				const series = view.trends(range.data, asked === null ? undefined : [asked]);
				if (asked === null && query.get('signals') === '1') {
					series.push(...view.trends(range.data, [...signalsOf(view.snapshot().report), ...(view.counted?.() ?? [])]));
				}
				const id = asked ?? 'overall';
				const buckets = series.find((one) => one.id === id)?.buckets ?? [];
				return json(200, now, {range: range.data, bucketMs: bucketMs[range.data], category: id, buckets, series});
			},
		},
	];
}

/** What has a value has a history; the rest would be empty series. */
function signalsOf(report: HealthReport): string[] {
	return report.categories.flatMap(({signals}) => signals.filter(({value}) => value !== null).map(({id}) => id));
}

/** Only names of the report are passed on: whatever else a reader asks for has no history. */
function isReported(report: HealthReport, category: string | null, signal: string | null): boolean {
	if (category !== null) return category === 'overall' || report.categories.some(({id}) => id === category);
	if (signal !== null) return report.categories.some(({signals}) => signals.some(({id}) => id === signal));
	return true;
}
