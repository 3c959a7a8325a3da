import type {Component, Issue} from '../../protocol/report.ts';
import type {Status} from '../../protocol/vocabulary.ts';
import {describeAnswer, type Answer} from '../answer.ts';
import {isObject, type CleanObject} from '../clean.ts';
import {Unreadable} from '../unreadable.ts';
import type {Adapter} from './adapter.ts';
import {readComponents, type Told} from './components.ts';
import {noTrend, plural, reportOf, type ReportedCategory} from './reported.ts';
import {meaningOf, type Meaning} from './status-words.ts';

/**
 * A bare health URL: health+json, Spring Actuator, MicroProfile, terminus, Adonis, ASP.NET, `{status: "ok"}`, a plain `OK`, a 204.
 * Such a server tells words, never scores: there are none in the report.
 */
export const healthAdapter: Adapter = {
	format: 'health',
	paths: ['/health', '/healthz', '/livez', '/readyz', '/status', '/'],

	detect(answer) {
		const found = understand(answer);
		if (found === undefined) return 0;
		if (found.told.length > 0) return 0.8;
		// An empty 204 at a path named for health is a convention; anywhere else it is nothing.
		return found.kind === 'silent' ? 0.2 : 0.5;
	},

	questions({path}, query) {
		return {main: {path: (path || '/') + query}, parts: {}};
	},

	read(main, _answers, now) {
		const found = understand(main);
		if (found === undefined) throw new Unreadable(`${main.path} answered ${describeAnswer(main)}`);
		const components = found.told.map((told) => toComponent(told, main, now));
		const reported = {
			overall: {score: null, status: overallStatus(found.meaning), trend: noTrend, reason: reasonOf(found)},
			categories: categoriesOf(found.told),
			otherwise: reasonOf(found),
			components,
			warnings: [],
		};
		return {
			format: 'health',
			report: reportOf(nameOf(main), main, reported, now),
			agents: [],
			trends: [],
			findings: [],
			jobs: [],
			can: {trigger: false, cancel: false, events: false, history: false},
		};
	},
};

interface Understood {
	kind: 'word' | 'silent';
	/** The server's own word, such as `UP`. */
	word: string;
	meaning: Meaning;
	told: Told[];
}

/** Undefined: not a health answer. A 404 never is one, whatever its body says. */
function understand({status, body, path}: Answer): Understood | undefined {
	if (status === 404 || status === 401 || status === 403) return undefined;
	if (body.kind === 'text') return ofWord(body.text, status);
	if (body.kind === 'empty')
		return status === 204 && healthAdapter.paths.some((known) => known !== '/' && path.endsWith(known)) ? silent : undefined;
	if (body.kind !== 'json') return undefined;
	if (typeof body.value === 'string') return ofWord(body.value, status);
	return isObject(body.value) ? ofObject(body.value, status) : undefined;
}

const silent: Understood = {kind: 'silent', word: '204', meaning: 'unknown', told: []};

/** `OK`, `Healthy`: one known word and nothing else, else any page of text would be a health report. */
function ofWord(text: string, status: number): Understood | undefined {
	const word = text.trim();
	const meaning = word.length <= 40 ? meaningOf(word) : undefined;
	return meaning === undefined ? undefined : {kind: 'word', word, meaning: worseOf(meaning, status), told: []};
}

function ofObject(object: CleanObject, status: number): Understood | undefined {
	const word = wordOf(object);
	const meaning = word === undefined ? undefined : meaningOf(word);
	if (word === undefined || meaning === undefined) return undefined;
	return {kind: 'word', word, meaning: worseOf(meaning, status), told: readComponents(object)};
}

/** Where the formats keep their word. `health: "true"` is etcd's, `isHealthy` with `status` Adonis', `message` the usual home-made one. */
function wordOf(object: CleanObject): string | undefined {
	const word = object['status'] ?? object['health'] ?? object['healthy'] ?? object['isHealthy'] ?? object['ok'];
	if (typeof word === 'string') return word;
	if (typeof word === 'boolean') return String(word);
	const {message} = object;
	return typeof message === 'string' && typeof object['uptime'] === 'number' ? message : undefined;
}

/** A server that says "ok" with a status of 503 is not: a load balancer would take it out. */
function worseOf(meaning: Meaning, status: number): Meaning {
	return status >= 500 && meaning !== 'down' ? 'down' : meaning;
}

const statusOf: Readonly<Record<Meaning, Status>> = {up: 'good', degraded: 'warning', down: 'critical', unknown: 'unknown'};

function overallStatus(meaning: Meaning): Status {
	return statusOf[meaning];
}

function reasonOf({kind, word, told}: Understood): string {
	if (kind === 'silent') return 'the server tells only that it can be reached (204 without a body)';
	if (told.length > 0) return `the server tells only its status (“${word}”) and that of ${plural(told.length, 'component')}`;
	return `the server tells only its status: “${word}”`;
}

/** The service's name, where the format has a place for it (health+json has `serviceId`, `description`). */
function nameOf({body}: Answer): string {
	const object = body.kind === 'json' && isObject(body.value) ? body.value : {};
	const name = object['serviceId'] ?? object['service'] ?? object['name'];
	return typeof name === 'string' && name !== '' ? name : 'service';
}

function toComponent({id, title, category, meaning, latencyMs, detail, at}: Told, main: Answer, now: number): Component {
	const seen = at ?? new Date(main.date ?? now).toISOString();
	return {id, title, category: category.id, status: meaning, required: false, latencyMs, detail, at: seen, since: null};
}

/** A category has the status of its worst component, and no score. */
function categoriesOf(told: readonly Told[]): ReportedCategory[] {
	const groups = Map.groupBy(told, ({category}) => category.id);
	return [...groups.values()].flatMap((members) => {
		const [first] = members;
		if (first === undefined) return [];
		const worst =
			(['down', 'degraded', 'up', 'unknown'] as const).find((meaning) => members.some((member) => member.meaning === meaning)) ?? 'unknown';
		const names = members.map(({title, word}) => `${title}: ${word}`).join(', ');
		return [
			{
				...first.category,
				score: null,
				status: statusOf[worst],
				issues: members.flatMap(issueOf),
				reason: `the server tells only words (${names})`,
			},
		];
	});
}

function issueOf({id, title, word, meaning, detail}: Told): Issue[] {
	if (meaning === 'up' || meaning === 'unknown') return [];
	const why = detail === null ? '' : ` (${detail})`;
	return [
		{
			id: `component.${id}`,
			severity: meaning === 'down' ? 'critical' : 'warning',
			title: `${title} is ${word}${why}`,
			signal: null,
			since: null,
		},
	];
}
