/**
 * Marks what belongs to the monitor itself, so that the HTTP probe can leave it out of the service's numbers: `ownServer` is set to true on
 * a listener of ours, `ownRequest` on a request that our handler took inside somebody else's server. Registered symbols, since a service may
 * load the package twice (once through `--import`, once through its own import).
 */
export const ownServer: unique symbol = Symbol.for('esa-health.own-server');
export const ownRequest: unique symbol = Symbol.for('esa-health.own-request');

/** Marks a server or a request as ours. */
export function markOwn(target: object, mark: typeof ownServer | typeof ownRequest): void {
	Reflect.set(target, mark, true);
}
