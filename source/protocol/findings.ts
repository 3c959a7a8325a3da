import {z} from 'zod';
import {envelope, Severity, Timestamp} from './vocabulary.ts';

/** A bar of a waterfall: when something ran within an example of `ofMs` milliseconds. */
export const Span = z.object({startMs: z.number().min(0), durationMs: z.number().min(0), ofMs: z.number().min(0)});
export type Span = z.infer<typeof Span>;

export const FindingEvidence = z.object({
	/** What was looked at: `GET /api/orders`, a statement, a code frame … */
	label: z.string(),
	detail: z.string().optional(),
	value: z.number().optional(),
	unit: z.string().optional(),
	file: z.string().optional(),
	line: z.int().min(1).optional(),
	/** When it ran within an example of `ofMs` milliseconds: a bar of a waterfall. */
	span: Span.optional(),
});
export type FindingEvidence = z.infer<typeof FindingEvidence>;

/** What an agent's `judge` returns; the store adds the life cycle. */
export const Finding = z.object({
	/** Stable across runs: the same fault has the same id. */
	id: z.string(),
	agent: z.string(),
	rule: z.string(),
	severity: Severity,
	/** The category whose score it is evidence for. */
	category: z.string(),
	title: z.string(),
	/** What to do, in one sentence. */
	advice: z.string().optional(),
	/** What it costs, in the agent's own measure, to rank findings of one severity: of `queries`, ms a minute. */
	impact: z.number().min(0).optional(),
	file: z.string().optional(),
	line: z.int().min(1).optional(),
	evidence: z.array(FindingEvidence).min(1),
});
export type Finding = z.infer<typeof Finding>;

export const OpenFinding = Finding.extend({firstSeen: Timestamp, lastSeen: Timestamp, resolvedAt: Timestamp.nullable()});
export type OpenFinding = z.infer<typeof OpenFinding>;

/** `GET /esa/v1/findings`: open findings, critical first, then newest. */
export const Findings = z.object({...envelope, findings: z.array(OpenFinding)});
export type Findings = z.infer<typeof Findings>;
