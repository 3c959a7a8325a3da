/** A signal that aborts with the given one, or with a TimeoutError when the time is up. `clear` lets go of both. */
export interface Deadline {
	signal: AbortSignal;
	clear(): void;
}

/**
 * `AbortSignal.any([signal, AbortSignal.timeout(ms)])` without what that leaves behind on a signal that lives as long as the program:
 * a monitor makes thousands of these a day.
 */
export function deadline(signal: AbortSignal, ms: number): Deadline {
	const controller = new AbortController();
	const abort = (): void => controller.abort(signal.reason);
	const timer = setTimeout(() => controller.abort(new DOMException('Out of time', 'TimeoutError')), ms);
	if (signal.aborted) abort();
	signal.addEventListener('abort', abort, {once: true});
	return {
		signal: controller.signal,
		clear() {
			clearTimeout(timer);
			signal.removeEventListener('abort', abort);
		},
	};
}
