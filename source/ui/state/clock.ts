import {nextAgeStep} from './age.ts';
import type {Model} from './model.ts';
import {link, readingAge} from './select.ts';
import {toastMs} from './step.ts';

/**
 * The next moment, local wall clock, at which time alone changes what the screen shows: an age's next step, the data turning stale or dead,
 * the end of a toast. Null when nothing will. The only timer that draws is set from this.
 */
export function nextTickAt(model: Model): number | null {
	const moments = [...readingMoments(model), ...linkMoments(model), ...(model.toast === null ? [] : [model.toast.at + toastMs])];
	const ahead = moments.map((moment) => afterPoll(moment, model.nextPollAt)).filter((moment) => moment > model.now);
	return ahead.length === 0 ? null : Math.min(...ahead);
}

/** A step just before the next poll waits for what that brings: two frames within seconds would tell one thing. */
const aroundPollMs = 4000;

function afterPoll(moment: number, pollAt: number | null): number {
	if (pollAt === null || moment < pollAt - aroundPollMs || moment > pollAt) return moment;
	return pollAt + 1000;
}

function readingMoments(model: Model): readonly number[] {
	const age = readingAge(model);
	if (age === null) return [];
	// The first moment after a limit, since stale is what is older than it.
	const limits = [1.5 * model.intervalMs + 1, 3 * model.intervalMs + 1].filter((limit) => limit > age);
	return [nextAgeStep(age), ...limits].map((step) => model.now + step - age);
}

/** How long the link has been so is shown only while something is the matter. */
function linkMoments(model: Model): readonly number[] {
	const {kind, since} = link(model);
	if (kind === 'live' || kind === 'paused') return [];
	const forMs = Math.max(0, model.now - since);
	return [model.now + nextAgeStep(forMs) - forMs];
}
