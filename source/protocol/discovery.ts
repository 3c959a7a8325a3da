import {z} from 'zod';
import {schemaVersion, envelope} from './vocabulary.ts';

export const wellKnownPath = '/.well-known/esa-health';
export const basePath = '/esa/v1';

/** `GET /.well-known/esa-health`. */
export const Discovery = z.object({
	schemaVersion: z.literal(schemaVersion),
	at: envelope.at,
	name: z.string(),
	version: z.string(),
	base: z.string(),
});
export type Discovery = z.infer<typeof Discovery>;

/** Every refusal: one sentence and a stable code, such as `unauthorised`, `forbidden`, `not-found`, `too-many-requests`. */
export const Refusal = z.object({...envelope, error: z.object({code: z.string(), message: z.string()})});
export type Refusal = z.infer<typeof Refusal>;
