/** How long a failed attempt waits for the next one. */
export interface RetryPolicy {
	baseMs: number;
	capMs: number;
}

/** 5 s, 10 s, 20 s … up to 5 min. */
export const defaultRetryPolicy: RetryPolicy = {baseMs: 5000, capMs: 300_000};

/** Exponential back-off after the given attempt (1 = first), spread over its upper half so that jobs that failed together do not return together. */
export function retryDelayMs(attempt: number, random: () => number, policy: RetryPolicy = defaultRetryPolicy): number {
	// Beyond 2^30 the cap has long been reached, and the power would leave the safe integers.
	const full = Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(attempt - 1, 30));
	return Math.round(full * (0.5 + random() / 2));
}
