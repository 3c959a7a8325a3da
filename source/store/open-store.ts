import type {Clock} from '../basics/clock.ts';
import {memoryStore} from './memory-store.ts';
import {ResilientStore} from './resilient-store.ts';
import {openSqliteStore} from './sqlite-store.ts';
import type {Store} from './store.ts';

export interface OpenStoreOptions {
	/** Where to remember; without it the store is in memory by intention (`state()` says `memory`). */
	file?: string | undefined;
	clock: Clock;
}

/**
 * The store a monitor uses. A file that cannot be opened or written (now or later: read-only, disk full, locked, I/O error) does not stop it:
 * it goes on in memory, says so in `state()` and writes everything down when the file can be written again.
 * Throws an EsaError `store-corrupt` or `store-newer` for a file that must not be touched.
 */
export function openStore({file, clock}: OpenStoreOptions): Store {
	if (file === undefined || file === ':memory:') return memoryStore({clock});
	return new ResilientStore(() => openSqliteStore({file, clock}), file, clock);
}
