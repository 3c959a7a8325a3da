import type {DatabaseSync} from 'node:sqlite';
import type {LRUCache} from 'lru-cache';
import type {Clock} from '../basics/clock.ts';
import type {FaultId} from './faults.ts';
import type {Sessions} from './sessions.ts';

/** What the routes of the shop work with. */
export interface ShopParts {
	database: DatabaseSync;
	cache: ShopCache;
	sessions: Sessions;
	clock: Clock;
	/** 0 ≤ x < 1; every chance in the shop comes from it. */
	random: () => number;
	/** Is this fault planted? */
	has: (fault: FaultId) => boolean;
	startedAt: number;
}

/** Values are JSON texts; keys are `product:7`, `categories`, `products`. */
export type ShopCache = LRUCache<string, string>;
