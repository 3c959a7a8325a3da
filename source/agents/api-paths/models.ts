import type {Model} from './evaluate/machine.ts';

/** Every model there is. One file each in `servers/` and `clients/`. */
export const models: readonly Model[] = [];
