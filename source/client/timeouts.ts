/** How long the client waits, ms: for a connection, for the head of an answer, between two pieces of a body, and for everything of one request. */
export interface Timeouts {
	connectMs: number;
	headersMs: number;
	bodyMs: number;
	totalMs: number;
}

export const defaultTimeouts: Timeouts = {connectMs: 5_000, headersMs: 5_000, bodyMs: 5_000, totalMs: 15_000};
