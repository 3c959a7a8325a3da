import {randomUUID} from 'node:crypto';

export interface Session {
	id: string;
	user: string;
	/** How many of which product. */
	basket: Map<number, number>;
}

const mostSessions = 1000;

/** Who is logged in; the oldest sessions are forgotten when there are a thousand. */
export class Sessions {
	readonly #sessions = new Map<string, Session>();

	open(user: string): Session {
		const session: Session = {id: randomUUID(), user, basket: new Map()};
		this.#sessions.set(session.id, session);
		const [oldest] = this.#sessions.keys();
		if (this.#sessions.size > mostSessions && oldest !== undefined) this.#sessions.delete(oldest);
		return session;
	}

	/** The session named by a `cookie` header. */
	find(cookie: string | undefined): Session | undefined {
		const id = /(?:^|;\s*)sid=([\w-]+)/u.exec(cookie ?? '')?.[1];
		return id === undefined ? undefined : this.#sessions.get(id);
	}
}
