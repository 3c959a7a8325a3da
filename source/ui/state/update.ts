import {ageText} from './age.ts';
import type {Event, Step} from './event.ts';
import {cancelled, jobLoaded, triggered} from './jobs.ts';
import {perform, pressed} from './keys.ts';
import {settleLists} from './lists.ts';
import {liveEvents} from './live.ts';
import {log} from './log.ts';
import type {Entry} from './log.ts';
import type {Model} from './model.ts';
import {settleOverlay, type} from './overlays.ts';
import {pollFinished} from './poll-results.ts';
import {link, linkKind} from './select.ts';
import {step, toast, toastMs} from './step.ts';
import {settleTrendCursor, trendsLoaded} from './trends.ts';

/**
 * The only way the model changes: what happened, to what the screen then shows and what is then to be done. Pure, and total: any event in any model
 * gives a model that can be drawn. An event that changes nothing gives the very same model, so that nothing is drawn.
 */
export function update(model: Model, event: Event): Step {
	const happened = happen({...model, now: event.at}, event);
	const settled = settle(happened.model);
	if (event.kind !== 'tick' && isUnchanged(model, settled)) return step(model, ...happened.commands);
	const told = tellLink(model, settled);
	// What the log was told has moved the rows of its screen once more.
	return step(told === settled ? settled : settle(told), ...happened.commands);
}

/** The same but for the time, which only a tick moves by itself. */
function isUnchanged(before: Model, after: Model): boolean {
	return Object.entries({...before, now: after.now}).every(([key, value]) => value === after[key as keyof Model]);
}

function happen(model: Model, event: Event): Step {
	switch (event.kind) {
		case 'key':
			return pressed(model, event);
		case 'paste':
			return step(type(model, event.text));
		case 'asked':
			return perform({...model, overlay: {kind: 'none'}}, event.deed);
		case 'resize':
			return step({...model, size: {columns: event.columns, rows: event.rows}});
		case 'tick':
			return step(dropToast(model));
		case 'poll-started':
			return step({...model, polling: true});
		case 'poll-finished':
			return pollFinished(dropToast(model), event);
		case 'live':
			return liveEvents(model, event);
		case 'triggered':
			return step(triggered(model, event));
		case 'cancelled':
			return step(cancelled(model, event));
		case 'job-loaded':
			return jobLoaded(model, event);
		case 'trends-loaded':
			return step(trendsLoaded(model, event));
		case 'noted':
			return step(log(model, {severity: event.severity, message: event.message}));
		case 'said':
			return step(toast(model, event.severity, event.message));
	}
}

function dropToast(model: Model): Model {
	return model.toast !== null && model.now - model.toast.at >= toastMs ? {...model, toast: null} : model;
}

function settle(model: Model): Model {
	return settleTrendCursor(settleOverlay(settleLists(model)));
}

/** Notes since when the link is what it is, and says so in the log. */
function tellLink(before: Model, after: Model): Model {
	const kind = linkKind(after);
	if (kind === linkKind(before)) return after;
	const changed = {...after, linkSince: after.now};
	return log(changed, ...linkNews(before, changed));
}

function linkNews(before: Model, after: Model): readonly Entry[] {
	const {kind, detail} = link(after);
	const because = detail === null ? '' : `: ${detail}`;
	switch (kind) {
		case 'unreachable':
			return [{severity: 'critical', message: `No answer${because}`}];
		case 'refused':
			return [{severity: 'critical', message: `The server refused${because}`}];
		case 'unreadable':
			return [{severity: 'critical', message: `The answer could not be read${because}`}];
		case 'stale':
			return [{severity: 'warning', message: `The numbers are old${because}`}];
		case 'live':
			return before.poll === null || before.paused
				? []
				: [{severity: 'info', message: `Live again after ${ageText(after.now - before.linkSince)}`}];
		case 'connecting':
		case 'paused':
			return [];
	}
}
