import {basePath} from '../../protocol/discovery.ts';
import {eventStream, refusal} from '../answer.ts';
import type {Route, Site} from '../site.ts';

/** Live events as they happen. */
export function eventRoutes({hub}: Site): Route[] {
	return [
		{
			method: 'GET',
			path: `${basePath}/events`,
			needs: 'viewer',
			answer({call, who, now}) {
				if (!hub.hasRoom(who.name)) return refusal(now, tooManyReaders);
				const reader = {who: who.name, until: who.expiresAt, lastEventId: call.header('last-event-id')};
				return eventStream((sink) => hub.attach(sink, reader));
			},
		},
	];
}

const tooManyReaders = {
	status: 429,
	code: 'too-many-requests',
	message: 'This token has too many event streams open; close one and try again.',
	headers: {'retry-after': '30'},
};
