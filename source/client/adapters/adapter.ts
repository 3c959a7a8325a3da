import type {Answer} from '../answer.ts';
import type {Format, Reading} from '../connection.ts';
import type {Asked} from '../transport.ts';

/** One question of a poll. */
export interface Question {
	/** With query. */
	path: string;
	/** Asked at most this often, ms; in between the last good answer is used again. */
	everyMs?: number;
}

/** What one poll asks: `main` decides about the poll; what is missing of `parts` is a warning in the report. */
export interface Questions {
	main: Question;
	parts: Readonly<Record<string, Question>>;
}
/** What came for `parts`, by the same names. */
export type Answers = Readonly<Record<string, Asked | undefined>>;

/** Understands one format. Pure: asking is done by others. */
export interface Adapter {
	format: Format;
	/** Paths at which the format is usually found. */
	paths: readonly string[];
	/** How surely this answer is of this format, 0–1, judged by its body and never by a status of 200 alone. */
	detect(answer: Answer): number;
	/** What a poll asks once the format was detected in an answer; `query` belongs to the path that a person gave. */
	questions(detected: Answer, query: string): Questions;
	/** What the answers tell; throws Unreadable for a main answer that is not of this format. `now` is the local wall clock, ms. */
	read(main: Answer, answers: Answers, now: number): Reading;
}
