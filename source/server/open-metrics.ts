import type {Metric} from '../protocol/metrics.ts';

/** OpenMetrics 1.0, or the older Prometheus text format 0.0.4 for readers that do not ask for it. */
export type TextFormat = 'openmetrics' | 'prometheus';

export const contentTypes: Record<TextFormat, string> = {
	openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
	prometheus: 'text/plain; version=0.0.4; charset=utf-8',
};

type Point = Metric['points'][number];

/**
 * Writes metrics as text. A name or label that the format does not know is mended, families of one name are written together, and a series
 * is written once: any of these would make Prometheus refuse the whole scrape. A histogram without its +Inf bucket has no count and is left out.
 */
export function renderMetrics(metrics: readonly Metric[], format: TextFormat): string {
	const lines = families(metrics).flatMap((family) => familyLines(family, format));
	return [...lines, ...(format === 'openmetrics' ? ['# EOF'] : []), ''].join('\n');
}

/** Picks by the `Accept` header: OpenMetrics where it is named and liked at least as much as plain text. */
export function chooseFormat(accept: string | undefined): TextFormat {
	const weights = new Map((accept ?? '').split(',').map(mediaRange));
	const open = weights.get('application/openmetrics-text') ?? 0;
	return open > 0 && open >= (weights.get('text/plain') ?? 0) ? 'openmetrics' : 'prometheus';
}

function mediaRange(text: string): [string, number] {
	const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
	const q = parameters.find((parameter) => parameter.startsWith('q='));
	const weight = q === undefined ? 1 : Number(q.slice(2));
	return [type, Number.isNaN(weight) ? 0 : weight];
}

/** Brings metrics of one name together, in order of first appearance; one of another type than the first cannot be told apart and is left out. */
function families(metrics: readonly Metric[]): Metric[] {
	const byName = new Map<string, Metric>();
	for (const metric of metrics) {
		const name = metricName(metric);
		const first = byName.get(name);
		if (first === undefined) byName.set(name, {...metric, name});
		else if (first.type === metric.type) byName.set(name, {...first, points: [...first.points, ...metric.points]});
	}
	return [...byName.values()];
}

/** Without `_total`, which the counter's sample gets back: our contract and OpenMetrics name the family without it. */
function metricName(metric: Metric): string {
	const name = metric.name.replaceAll(/[^\w:]/g, '_').replace(/^(?=\d)/, '_');
	return metric.type === 'counter' ? name.replace(/_total$/, '') : name;
}

function familyLines(family: Metric, format: TextFormat): string[] {
	const named = format === 'prometheus' && family.type === 'counter' ? `${family.name}_total` : family.name;
	const samples = new Map(family.points.flatMap((point) => sampleLines(family, point, format)));
	if (samples.size === 0) return [];
	const hasUnit = format === 'openmetrics' && family.unit !== '' && family.name.endsWith(`_${family.unit}`);
	return [
		`# TYPE ${named} ${family.type}`,
		...(hasUnit ? [`# UNIT ${named} ${family.unit}`] : []),
		`# HELP ${named} ${format === 'openmetrics' ? escaped(family.help) : escapedHelp(family.help)}`,
		...[...samples].map(([series, value]) => `${series} ${value}`),
	];
}

/** Pairs of series and value. */
function sampleLines(family: Metric, point: Point, format: TextFormat): [string, string][] {
	const labels = labelPairs(point.labels, family.type);
	if (family.type === 'gauge') return [[seriesText(family.name, labels), number(point.value)]];
	if (family.type === 'counter') return [[seriesText(`${family.name}_total`, labels), number(point.value)]];
	const buckets = point.buckets ?? [];
	const count = buckets.at(-1);
	if (count?.le !== null) return [];
	return [
		...buckets.map(({le, count: n}): [string, string] => [
			seriesText(`${family.name}_bucket`, [...labels, ['le', bound(le, format)]]),
			number(n),
		]),
		[seriesText(`${family.name}_sum`, labels), number(point.value)],
		[seriesText(`${family.name}_count`, labels), number(count.count)],
	];
}

/** Sorted, so that the same labels in another order are seen to be the same series. */
function labelPairs(labels: Record<string, string>, type: Metric['type']): [string, string][] {
	return Object.entries(labels)
		.map(([name, value]): [string, string] => [labelName(name, type), value])
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function labelName(name: string, type: Metric['type']): string {
	// `le` belongs to the format itself, and names with two leading underscores to Prometheus.
	if (name === 'le' && type === 'histogram') return 'exported_le';
	return name
		.replaceAll(/\W/g, '_')
		.replace(/^__+/, '_')
		.replace(/^(?=\d)/, '_');
}

function seriesText(name: string, labels: readonly [string, string][]): string {
	if (labels.length === 0) return name;
	return `${name}{${labels.map(([label, value]) => `${label}="${escaped(value)}"`).join(',')}}`;
}

function bound(le: number | null, format: TextFormat): string {
	if (le === null) return '+Inf';
	// OpenMetrics writes bounds as floats (`1.0`), so that scrapers of both formats make the same series of them.
	return format === 'openmetrics' && Number.isInteger(le) && Math.abs(le) < 1e15 ? `${le}.0` : number(le);
}

function number(value: number): string {
	if (Number.isNaN(value)) return 'NaN';
	if (Number.isFinite(value)) return String(value);
	return value > 0 ? '+Inf' : '-Inf';
}

function escaped(text: string): string {
	return escapedHelp(text).replaceAll('"', '\\"');
}

function escapedHelp(text: string): string {
	return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
