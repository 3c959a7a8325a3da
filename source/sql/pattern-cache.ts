import {fingerprint} from './fingerprint.ts';
import type {System} from './keywords.ts';

export interface CacheLimits {
	/** How many texts are known at most. */
	mostTexts: number;
	/** How much the texts and their patterns may weigh, in bytes, as an estimate. */
	mostBytes: number;
	/** A longer text is read each time it comes, and not kept. */
	longestKept: number;
	/** Of a longer text only the beginning is read: its pattern ends in the mark of a cut text. */
	longestRead: number;
}

const usual: CacheLimits = {mostTexts: 10_000, mostBytes: 8_000_000, longestKept: 4096, longestRead: 262_144};

/** What a map needs for an entry beyond its two strings. */
const entryBytes = 120;

/**
 * The patterns of the texts of one dialect, remembered by the exact text: programs send the same few texts again and again. Bounded by count and by
 * bytes: two generations, of which the older goes when the younger is half of what is allowed; what is asked for again moves to the younger.
 */
export class PatternCache {
	private readonly system: System | undefined;
	private readonly limits: CacheLimits;
	private young = new Generation();
	private old = new Generation();

	constructor(system?: System, limits: Partial<CacheLimits> = {}) {
		this.system = system;
		this.limits = {...usual, ...limits};
	}

	/** The pattern of a text: see `fingerprint`. */
	patternOf(sql: string): string {
		const known = this.young.patterns.get(sql);
		if (known !== undefined) return known;
		const older = this.old.patterns.get(sql);
		const pattern = older ?? this.read(sql);
		if (sql.length <= this.limits.longestKept) this.keep(sql, pattern);
		return pattern;
	}

	/** How many texts are known. */
	get size(): number {
		return this.young.patterns.size + this.old.patterns.size;
	}

	/** What they weigh, as an estimate. */
	get bytes(): number {
		return this.young.bytes + this.old.bytes;
	}

	private read(sql: string): string {
		const {longestRead} = this.limits;
		return fingerprint(sql.length > longestRead ? `${sql.slice(0, longestRead)} ...` : sql, this.system);
	}

	private keep(sql: string, pattern: string): void {
		const {mostTexts, mostBytes} = this.limits;
		const {young} = this;
		if (young.patterns.size >= mostTexts / 2 || young.bytes + 2 * (sql.length + pattern.length) + entryBytes > mostBytes / 2) {
			this.old = young;
			this.young = new Generation();
		}
		this.young.add(sql, pattern);
	}
}

class Generation {
	readonly patterns = new Map<string, string>();
	bytes = 0;
	/** Many texts have one pattern: it is kept once. */
	private readonly shared = new Map<string, string>();

	add(sql: string, pattern: string): void {
		const known = this.shared.get(pattern);
		if (known === undefined) {
			this.shared.set(pattern, pattern);
			this.bytes += 2 * pattern.length + entryBytes;
		}
		this.patterns.set(sql, known ?? pattern);
		this.bytes += 2 * sql.length + entryBytes;
	}
}
