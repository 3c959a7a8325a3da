import {z} from 'zod';

/** Version of every answer under `/esa/v1`; a change of meaning raises it, an addition does not. */
export const schemaVersion = 1;

/** A status as judged. `unknown`: no evidence. `stale`: evidence too old. Neither has a score. */
export const statuses = ['excellent', 'good', 'warning', 'critical', 'unknown', 'stale'] as const;
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;

export const severities = ['critical', 'warning', 'info'] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

/** The categories that every report lists, in their order on the screen, with their weight in the overall score. */
export const categories = [
	{id: 'api', title: 'API', weight: 25},
	{id: 'database', title: 'Database', weight: 25},
	{id: 'performance', title: 'Performance', weight: 15},
	{id: 'websocket', title: 'WebSocket', weight: 10},
	{id: 'agents', title: 'Agents', weight: 15},
	{id: 'cache', title: 'Cache', weight: 10},
] as const;

/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const Timestamp = z.iso.datetime();

/** What heads every answer: the contract's version and the server's clock. */
export const envelope = {schemaVersion: z.literal(schemaVersion), at: Timestamp};

export const Counts = z.object({critical: z.int().min(0), warning: z.int().min(0), info: z.int().min(0)});
/** How many findings of each severity. */
export type Counts = z.infer<typeof Counts>;
