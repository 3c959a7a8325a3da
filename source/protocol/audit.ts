import {z} from 'zod';
import {envelope, Timestamp} from './vocabulary.ts';

export const AuditLine = z.object({
	at: Timestamp,
	/** A token's name; `local` where no tokens are configured; `-` where nobody could be told. */
	who: z.string(),
	role: z.enum(['viewer', 'operator', 'none']),
	/** Address of the peer; behind a proxy the one that the proxy named. */
	remote: z.string(),
	/** Method and path without its query. */
	what: z.string(),
	/** How it was answered. */
	status: z.int(),
});
/** One write request, allowed or refused. */
export type AuditLine = z.infer<typeof AuditLine>;

/** `GET /esa/v1/audit`, operators only: newest first. */
export const Audit = z.object({...envelope, lines: z.array(AuditLine)});
export type Audit = z.infer<typeof Audit>;
