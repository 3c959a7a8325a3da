import type {Clock} from '../basics/clock.ts';
import type {Progress} from '../protocol/jobs.ts';

/** Lets progress through at most once per interval; the latest report always gets through, late if need be. */
export interface ProgressThrottle {
	report(progress: Progress): void;
	/** Hands over what is still held back, at most once. */
	take(): Progress | undefined;
	stop(): void;
}

/** Calls `send` for the first report at once and for later ones at least `intervalMs` apart. */
export function throttleProgress(clock: Clock, intervalMs: number, send: (progress: Progress) => void): ProgressThrottle {
	let held: Progress | undefined;
	let timer: NodeJS.Timeout | undefined;
	let lastSent = -Infinity;
	let isStopped = false;
	const flush = (): void => {
		timer = undefined;
		const progress = take();
		if (!progress || isStopped) return;
		lastSent = clock.monotonic();
		send(progress);
	};
	const take = (): Progress | undefined => {
		const progress = held;
		held = undefined;
		return progress;
	};
	return {
		report(progress) {
			if (isStopped) return;
			held = bounded(progress);
			if (timer) return;
			const waitMs = lastSent + intervalMs - clock.monotonic();
			if (waitMs <= 0) return flush();
			timer = setTimeout(flush, waitMs);
			timer.unref();
		},
		take,
		stop() {
			isStopped = true;
			clearTimeout(timer);
		},
	};
}

/** A division by zero in an agent must not make a report that cannot be read back. */
function bounded({done, total, message}: Progress): Progress {
	return {
		done: Number.isFinite(done) ? done : 0,
		total: total !== null && Number.isFinite(total) ? total : null,
		message: message.slice(0, 200),
	};
}
