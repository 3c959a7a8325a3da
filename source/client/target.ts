import {EsaError} from '../basics/esa-error.ts';
import {safeText} from '../basics/safe-text.ts';

/** A server to watch. */
export interface Target {
	/** `http://localhost:3000` */
	origin: string;
	/** The path as given, without a slash at its end: empty where none was. */
	path: string;
	/** As given, with its `?`; never shown, since it may hold a secret. */
	query: string;
	/** Origin and path: what people are shown. */
	url: string;
}

/**
 * Reads the URL of a server from what a person typed; `localhost:3000` and `shop:3000` are taken as http.
 * Throws EsaError `bad-url` with one sentence that says what to give instead.
 */
export function parseTarget(text: string): Target {
	const url = toUrl(text.trim());
	const shown = safeText(`${url.protocol}//${url.host}`);
	if (url.protocol !== 'http:' && url.protocol !== 'https:') {
		throw badUrl(`${shown} cannot be watched: esa-health speaks http and https only`);
	}
	if (url.username !== '' || url.password !== '') {
		throw badUrl(
			`The URL of ${shown} holds a user name or password, which would show in lists of processes and in logs: give ${shown} and put a token into a file (--token-file)`,
		);
	}
	const path = url.pathname.replace(/\/+$/, '');
	return {origin: url.origin, path, query: url.search, url: url.origin + path};
}

function toUrl(text: string): URL {
	const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : guessScheme(text);
	const url = URL.parse(withScheme);
	if (url === null) throw badUrl(`“${withoutCredentials(text)}” is not a URL: give one such as http://localhost:3000`);
	return url;
}

/** Only what cannot be meant otherwise: a host with a port, or this machine. */
function guessScheme(text: string): string {
	if (/^(?:[^\s/:@?#]+|\[[\da-f:.]+\]):\d{1,5}(?:[/?#]|$)/i.test(text) || /^(?:localhost|127(?:\.\d{1,3}){3})(?:[/?#]|$)/i.test(text))
		return `http://${text}`;
	throw badUrl(`“${withoutCredentials(text)}” does not say http:// or https://: give a URL such as http://localhost:3000`);
}

/** A mistyped URL is quoted back to the person; whatever stands before an @ or after a ? might be a secret. */
function withoutCredentials(text: string): string {
	return safeText(text.replace(/^(.*:\/\/)?.*@/s, '$1…@').replace(/\?.*$/s, '?…'), {maxCells: 80});
}

function badUrl(message: string): EsaError {
	return new EsaError('bad-url', `${message}.`);
}

/** What to say of a token that is sent there: whoever can listen on the way could read it. Between programs of one machine nobody can. */
export function plaintextWarning({origin}: Target): string | undefined {
	const {protocol, hostname} = new URL(origin);
	const isHere = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
	if (protocol === 'https:' || isHere) return undefined;
	return `The token travels unencrypted to ${origin}: use https or an SSH tunnel.`;
}
