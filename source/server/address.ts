import {isIP} from 'node:net';

/** Is this address (or host name) this machine itself? Knows IPv4 in IPv6 (`::ffff:127.0.0.1`) and brackets. */
export function isLoopback(address: string): boolean {
	const bare = bareHost(address);
	return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** Is this host an address rather than a name? DNS rebinding needs a name. */
export function isAddress(host: string): boolean {
	return isIP(bareHost(host)) !== 0;
}

/** Host part of a `Host` header in lower case, without port and the trailing dot of a full name; IPv6 keeps its brackets. */
export function hostOf(header: string): string {
	const host = header.trim().toLowerCase();
	const end = host.startsWith('[') ? host.indexOf(']') + 1 : host.indexOf(':');
	return (end <= 0 ? host : host.slice(0, end)).replace(/\.$/, '');
}

function bareHost(host: string): string {
	return host
		.toLowerCase()
		.replace(/^\[(.*)\]$/, '$1')
		.replace(/^::ffff:/, '');
}
