const secondMs = 1000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * An age cut to the step in which it is shown: 5 s, then 10 s, then whole minutes, hours, days. Coarse because every change is a drawn frame:
 * a clock of whole seconds would be most of what the monitor costs.
 */
export function coarseAge(ms: number): number {
	if (ms < 10 * secondMs) return ms < 5 * secondMs ? 0 : 5 * secondMs;
	return Math.floor(ms / stepOf(ms)) * stepOf(ms);
}

function stepOf(ms: number): number {
	if (ms < minuteMs) return 10 * secondMs;
	if (ms < hourMs) return minuteMs;
	return ms < dayMs ? hourMs : dayMs;
}

/** The next age at which `coarseAge` changes, for the one clock that wakes only then. */
export function nextAgeStep(ms: number): number {
	if (ms < 5 * secondMs) return 5 * secondMs;
	if (ms < 10 * secondMs) return 10 * secondMs;
	return coarseAge(ms) + stepOf(ms);
}

/** `now` (under 5 s), `5 s`, `40 s`, `12 min`, `3 h`, `2 d`. An age under zero, from a clock that was set back, is `now`. */
export function ageText(ms: number): string {
	const age = coarseAge(Math.max(0, ms));
	if (age === 0) return 'now';
	if (age < minuteMs) return `${age / secondMs} s`;
	if (age < hourMs) return `${age / minuteMs} min`;
	if (age < dayMs) return `${age / hourMs} h`;
	return `${age / dayMs} d`;
}
