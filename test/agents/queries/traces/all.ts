import {belowAndApart} from './below-and-apart.ts';
import {nestedLoops} from './nested-loops.ts';
import {noQueries} from './no-queries.ts';
import {pagesAndBatches} from './pages-and-batches.ts';
import {limitsInLoops, pagesInside} from './pages-inside.ts';
import {readsInLoops} from './reads-in-loops.ts';
import type {LabelledTrace} from './script.ts';
import {timersAndWorkers} from './timers-and-workers.ts';
import {attempts, turns} from './turns-and-attempts.ts';
import {loopsWithoutValues, lookAlikesWithoutValues} from './without-values.ts';
import {writesAndSlow} from './writes-and-slow.ts';

/** Traces in which something is to be found. */
export const wasteful: readonly LabelledTrace[] = [
	...readsInLoops,
	...nestedLoops,
	...writesAndSlow,
	...turns,
	...limitsInLoops,
	...loopsWithoutValues,
];

/** Traces that look wasteful to a counter, and are as they should be. */
export const lookAlikes: readonly LabelledTrace[] = [
	...pagesAndBatches,
	...timersAndWorkers,
	...noQueries,
	...belowAndApart,
	...attempts,
	...pagesInside,
	...lookAlikesWithoutValues,
];
