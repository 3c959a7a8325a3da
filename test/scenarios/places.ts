import type {Model, Place} from '../../source/ui/state/model.ts';
import {now, scoreSeries, wobble} from './build.ts';
import {retriedDetail, runningDetail} from './shop.ts';

/** Every view of a world, as a person would have come there. */
export const places = {
	overview: (model) => at(model, {view: 'overview'}),
	agents: (model) => at(model, {view: 'agents'}),
	jobs: (model) => at(model, {view: 'jobs'}),
	'job-running': (model) => ({...at(model, {view: 'job', id: 'job-live'}), job: runningDetail()}),
	'job-retried': (model) => ({...at(model, {view: 'job', id: 'job-0'}), job: retriedDetail()}),
	findings: (model) => at(model, {view: 'findings'}),
	finding: (model) => at(model, {view: 'finding', id: 'n-plus-one'}),
	trends: (model) => at(model, {view: 'trends'}),
	'trends-cursor': (model) => reading(at(model, {view: 'trends'})),
	'trends-7d': (model) => week(at(model, {view: 'trends'})),
	'trends-loading': (model) => ({...at(model, {view: 'trends'}), trends: {...model.trends, range: '30d', series: null, loading: true}}),
	'trends-failed': (model) => ({
		...at(model, {view: 'trends'}),
		trends: {...model.trends, range: '30d', series: null, detail: 'GET /esa/v1/trends?range=30d did not answer within 10 s'},
	}),
	why: (model) => at(model, {view: 'why', category: 'database'}),
	'why-mean': (model) => at(model, {view: 'why', category: 'performance'}),
	'why-overall': (model) => at(model, {view: 'why', category: 'overall'}),
	log: (model) => at(model, {view: 'log'}),
	help: (model) => ({...model, overlay: {kind: 'help', scroll: 0}}),
	palette: (model) => ({...model, overlay: {kind: 'palette', input: 'run', cursor: 0}}),
	filter: (model) => filtering(at(model, {view: 'findings'})),
	confirm: (model) => ({...at(model, {view: 'agents'}), overlay: question}),
	toast: (model) => ({...model, toast: {severity: 'done', message: 'endpoints completed: 31 routes, 2 findings', at: now}}),
} satisfies Record<string, (model: Model) => Model>;

export type PlaceName = keyof typeof places;
export const placeNames = Object.keys(places) as PlaceName[];

const question: Model['overlay'] = {
	kind: 'confirm',
	title: 'Run sockets?',
	lines: [
		'It closes half-open connections of shop at http://localhost:3000.',
		'Its findings come to this screen; the run can be stopped with c.',
	],
	command: {kind: 'trigger', agents: ['sockets']},
};

function at(model: Model, place: Place): Model {
	return {...model, place, history: [{view: 'overview'}]};
}

/** The cursor in the database's bad hours. */
function reading(model: Model): Model {
	const halfHour = 1_800_000;
	const lists = {...model.lists, trends: {...model.lists.trends, cursorId: 'series:database'}};
	return {...model, lists, trends: {...model.trends, cursor: Math.floor(now / halfHour) * halfHour - 4 * halfHour}};
}

/** A week with a night without data, of a score and of a duration. */
function week(model: Model): Model {
	const overall = scoreSeries('overall', (index) => (index === 20 || index === 21 ? null : 92 - wobble(index, 3) * 14), '7d');
	const slow = {
		...overall,
		id: 'api.latency',
		unit: 'ms',
		buckets: overall.buckets.map((bucket, index) => ({
			...bucket,
			min: 12,
			mean: 80 + wobble(index, 4) * 90,
			max: 400 + wobble(index, 5) * 500,
		})),
	};
	const lists = {...model.lists, trends: {...model.lists.trends, cursorId: 'series:api.latency'}};
	return {...model, lists, trends: {...model.trends, range: '7d', series: [overall, slow], loadedAt: now}};
}

function filtering(model: Model): Model {
	return {...model, overlay: {kind: 'filter', input: 'api'}, lists: {...model.lists, findings: {...model.lists.findings, filter: 'api'}}};
}
