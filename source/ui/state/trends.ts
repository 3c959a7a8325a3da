import {bucketCount, bucketMs, ranges} from '../../protocol/trends.ts';
import type {Range} from '../../protocol/trends.ts';
import type {EventOf, Step} from './event.ts';
import type {Model} from './model.ts';
import {step} from './step.ts';

/** Longer ranges change slowly: 5 min is a sixth of the smallest bucket. */
const reloadAfterMs = 300_000;

/** When the Trends view comes on the screen: what it has, and a load where that is missing or old. */
export function enterTrends(model: Model): Step {
	if (!needsLoad(model)) return step(model);
	return step({...model, trends: {...model.trends, loading: true}}, {kind: 'load-trends', range: model.trends.range});
}

function needsLoad({trends, now, reading}: Model): boolean {
	if (trends.range === '24h' || trends.loading || reading?.can.history !== true) return false;
	return trends.series === null || trends.loadedAt === null || now - trends.loadedAt > reloadAfterMs;
}

/** A poll while the Trends view is open brings it up to date too. */
export function refreshTrends(model: Model): Step {
	return model.place.view === 'trends' ? enterTrends(model) : step(model);
}

/** Chooses a range and loads it. */
export function chooseRange(model: Model, range: Range): Step {
	return range === model.trends.range ? step(model) : enterTrends(withRange(model, range));
}

/** Another range starts empty, without the cursor, whose moment it may not have. */
export function withRange(model: Model, range: Range): Model {
	if (range === model.trends.range) return model;
	return {...model, trends: {range, series: null, loadedAt: null, cursor: null, loading: false, detail: null}};
}

/** The next longer or shorter range; the same at the ends. */
export function stepRange(model: Model, by: 1 | -1): Step {
	const range = ranges[ranges.indexOf(model.trends.range) + by];
	return range === undefined ? step(model) : chooseRange(model, range);
}

export function trendsLoaded(model: Model, {range, outcome, at}: EventOf<'trends-loaded'>): Model {
	// The answer to a question that is no longer asked.
	if (range !== model.trends.range) return model;
	const trends = {...model.trends, loading: false};
	if (outcome.kind !== 'done') return {...model, trends: {...trends, detail: outcome.detail}};
	return {...model, trends: {...trends, series: outcome.value, loadedAt: at, detail: null}};
}

/** Moves the reading cursor by one bucket; it appears at the newest and goes away to the right of it. */
export function moveCursor(model: Model, by: 1 | -1): Model {
	const {cursor} = model.trends;
	if (cursor === null) return by === 1 ? model : withCursor(model, newestBucket(model));
	const moved = cursor + by * bucketMs[model.trends.range];
	return withCursor(model, moved > newestBucket(model) ? null : Math.max(moved, oldestBucket(model)));
}

function withCursor(model: Model, cursor: number | null): Model {
	return cursor === model.trends.cursor ? model : {...model, trends: {...model.trends, cursor}};
}

/** Start of the bucket that now is in, by the server's clock. */
export function newestBucket({now, clockOffsetMs, trends: {range}}: Model): number {
	return Math.floor((now + clockOffsetMs) / bucketMs[range]) * bucketMs[range];
}

/** Start of the oldest bucket of the range. */
export function oldestBucket(model: Model): number {
	const {range} = model.trends;
	return newestBucket(model) - (bucketCount[range] - 1) * bucketMs[range];
}

/** After every event: the cursor is inside the range, which moves on with time. */
export function settleTrendCursor(model: Model): Model {
	const {cursor} = model.trends;
	if (cursor === null) return model;
	return withCursor(model, Math.min(newestBucket(model), Math.max(oldestBucket(model), cursor)));
}
