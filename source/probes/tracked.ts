/** What one probe remembers on an object of node's: a short list, since two monitors may watch the same service. */
export interface Tracking<Link> {
	readonly owner: number;
	readonly next: Link | undefined;
}

const tracked: unique symbol = Symbol('esa-health.tracked');

/** An object that can carry `Link`s. A symbol property costs a tenth of a WeakMap entry, once per connection or stream. */
export interface Trackable<Link> {
	[tracked]?: Link | undefined;
}

let owners = 0;

/** A number that no other probe has; a probe that forgets what it tracked takes a new one. */
export function newOwner(): number {
	return ++owners;
}

/** What `owner` remembers on it. */
export function findLink<Link extends Tracking<Link>>(target: Trackable<Link>, owner: number): Link | undefined {
	let link = target[tracked];
	while (link !== undefined && link.owner !== owner) link = link.next;
	return link;
}

/** What others remember on it, to go behind a new link. */
export function linksOf<Link>(target: Trackable<Link>): Link | undefined {
	return target[tracked];
}

/** Remembers `link` on it. */
export function addLink<Link extends Tracking<Link>>(target: Trackable<Link>, link: Link): void {
	target[tracked] = link;
}
