import type {Machine, Site, TextPart} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';
import {send} from './request.ts';
import {fromPage} from './urls.ts';

/** A place that an element or the address bar asks the browser to load. Says nothing where the address cannot be one of this backend's. */
export function sendPage(machine: Machine, site: Site, client: string, url: Value, method: string | Value = 'GET'): void {
	if (!machine.textsOf(url).some((text) => mayBeOurs(text.parts))) return;
	send({machine, site}, {client, method, url, kind: 'page'});
}

/**
 * Could the backend be asked for this? Not for other hosts, other schemes (`mailto:`, `data:`), places on the page, or a text nobody
 * knows. What a function is given is decided where it is called.
 */
export function mayBeOurs(url: readonly TextPart[]): boolean {
	const [first] = url;
	if (first === undefined || (typeof first === 'string' && (first.startsWith('#') || first === 'undefined' || first === 'null')))
		return false;
	const asked = fromPage(url)[0]!;
	if (typeof asked !== 'string') return asked.value.kind === 'env' || asked.value.kind === 'param';
	if (/^https?:\/\/(?:localhost|127\.0\.0\.1)\b/i.test(asked)) return true;
	return asked.startsWith('/') && !asked.startsWith('//');
}
