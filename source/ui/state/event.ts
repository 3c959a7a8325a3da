import type {Outcome, Poll} from '../../client/connection.ts';
import type {LiveEvent} from '../../protocol/events.ts';
import type {Job, JobDetail} from '../../protocol/jobs.ts';
import type {Severity} from '../../protocol/vocabulary.ts';
import type {Range, TrendSeries} from '../../protocol/trends.ts';
import type {Command, Model, Toast} from './model.ts';
import type {PaletteDeed} from './palette.ts';

/** Everything that can happen to the screen. `at` is the local wall clock, ms. */
export type Event = {at: number} & (
	| {
			kind: 'key';
			/** As the keymap writes it; a printable character stands for itself. */
			key: string;
			/** One of several keys that came in one piece, as from a paste the terminal did not mark: such keys do nothing in the world. */
			burst?: boolean;
	  }
	| {kind: 'paste'; text: string}
	/** Something from the palette, asked for without it: the line commands of `--plain`. */
	| {kind: 'asked'; deed: PaletteDeed}
	| {kind: 'resize'; columns: number; rows: number}
	/** The clock reached the next moment at which a shown age changes. */
	| {kind: 'tick'}
	| {kind: 'poll-started'}
	| {kind: 'poll-finished'; poll: Poll; nextAt: number | null}
	| {kind: 'live'; events: readonly LiveEvent[]}
	| {kind: 'triggered'; agents: readonly string[]; outcome: Outcome<{job: JobDetail; joined: boolean}[]>}
	| {kind: 'cancelled'; outcome: Outcome<Job>}
	| {kind: 'job-loaded'; id: string; outcome: Outcome<JobDetail>}
	| {kind: 'trends-loaded'; range: Range; outcome: Outcome<TrendSeries[]>}
	/** A line for the log alone: what libraries and Node would have printed. */
	| {kind: 'noted'; severity: Severity; message: string}
	/** What came of a command that has nothing else to report: the editor, a copy. */
	| {kind: 'said'; severity: Toast['severity']; message: string}
);

export type EventOf<Kind extends Event['kind']> = Extract<Event, {kind: Kind}>;

/** A new model and what is to be done in the world. */
export interface Step {
	model: Model;
	commands: readonly Command[];
}
