import type {LiveEvent} from '../protocol/events.ts';

/** Hands events to whoever listens; a listener that throws is dropped, so that one reader never stops another. */
export class LiveEvents {
	#listeners = new Set<(event: LiveEvent) => void>();

	publish(event: LiveEvent): void {
		for (const listener of this.#listeners) {
			try {
				listener(event);
			} catch {
				// A reader's bug is not the service's trouble; it is told nothing more.
				this.#listeners.delete(listener);
			}
		}
	}

	/** Returns unsubscribe. */
	subscribe(listener: (event: LiveEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}
