import type {KnownRoute} from '../define-agent.ts';
import type {EndpointsOptions} from './options.ts';

/** A path that may be asked, and what is known of it. */
export interface Candidate {
	path: string;
	from: 'traffic' | 'given';
	/** Requests seen in traffic. */
	count: number;
	/** Of those, how many were answered under 400; undefined where the service's view does not count it. */
	answered: number | undefined;
}

/** A path left out, with the reason as the summary prints it. */
export interface Skip {
	path: string;
	reason: string;
}

/** Decides what a run asks: GET only, no parameters, no query, nothing whose words suggest an effect; most used first. */
export function chooseRoutes(
	routes: readonly KnownRoute[],
	options: Pick<EndpointsOptions, 'paths' | 'maxRoutes'>,
): {ask: Candidate[]; skipped: Skip[]} {
	const candidates = new Map<string, Candidate>();
	const skipped = new Map<string, Skip>();
	for (const candidate of [...options.paths.map(fromOption), ...routes.filter((route) => route.method === 'GET').map(fromTraffic)]) {
		const reason = reasonToSkip(candidate.path);
		if (reason === undefined) keep(candidates, candidate);
		else skipped.set(candidate.path, {path: candidate.path, reason});
	}
	const all = [...candidates.values()];
	for (const {path} of all.slice(options.maxRoutes)) skipped.set(path, {path, reason: 'over the limit of routes'});
	return {ask: all.slice(0, options.maxRoutes), skipped: [...skipped.values()]};
}

/** Why a path is never asked; undefined where it may be. Reads the decoded path, so that an encoded word hides nothing. */
export function reasonToSkip(path: string): string | undefined {
	const plain = decode(path);
	if (plain === undefined || !isPlain(plain) || !isPlain(path) || path.length > longestPath) return 'not a plain path';
	if (/^\/(?:esa\/v1|\.well-known\/esa-health)(?:\/|$)/u.test(plain)) return "the monitor's own";
	if (suggestsEffect(plain)) return 'may change something';
	if (hasParameter(plain)) return 'needs a parameter';
	if (assets.test(plain)) return 'static file';
	return undefined;
}

/** Does a path belong to an API rather than to pages? Its callers expect data. */
export function isApiPath(path: string): boolean {
	const segments = path.toLowerCase().split('/');
	return segments.some((segment) => /^(?:api|rest|rpc|trpc|graphql|v\d+)$/u.test(segment)) || path.toLowerCase().endsWith('.json');
}

/** Documentation and consoles live under API paths and are HTML by right. */
export function isDocumentation(path: string): boolean {
	return /\/(?:api|rest|v\d+|graphi?ql|docs?|api-docs?|swagger(?:-ui)?|redoc|reference|explorer|playground|openapi)(?:\.html)?\/?$/iu.test(
		path,
	);
}

/** Names of series and findings are made of paths; longer ones are data, not routes. */
const longestPath = 200;
const assets = /\.(?:js|mjs|css|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|mp[34]|webm|wasm|pdf|zip|gz|webmanifest)$/iu;

/** Words that stand for an effect as a whole word of a path. Nouns with the same spelling (`/api/updates`, `/api/runs`) do not match. */
const effectWords = new Set(
	`abort accept activate add apply approve archive authorize ban block buy callback cancel capture checkout clean clear
	click commit complete confirm consume create deactivate decline delete demote deploy destroy disable disconnect dismiss dispatch
	drop edit enable enqueue erase execute exec expire fire flush follow forget grant halt impersonate import increment
	insert install invalidate invite invoke join kick kill like lock login logoff logon logout mark merge migrate modify move mute notify
	oauth optin optout pause patch pay pin poke post promote prune publish pull purge push put
	reactivate reboot rebuild recalculate reconnect redeem refresh refund register regenerate reindex reject release reload
	remove rename renew repair replace reply reprocess rerun resend reset resolve restart restore resume retry revert revoke rollback rotate
	run save seed send set setup shutdown signin signoff signout signup simulate start stop submit subscribe suspend
	swap switch sync terminate toggle transfer trash trigger truncate unblock unfollow uninstall unlike unlock unmute unpin unpublish
	unregister unsubscribe unsuspend update upgrade upload upsert verify void vote wake webhook wipe withdraw write`.split(/\s+/u),
);
/** Long enough to be sure of inside a compound such as `/deleteall` or `/dologout`. */
const effectParts =
	/delete|remove|destroy|purge|truncate|unsubscribe|logout|signout|reset|trigger|activate|revoke|shutdown|restart|reboot|impersonate/u;

function suggestsEffect(plain: string): boolean {
	const words = plain
		.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
	// `log-out`, `sign/out`, `opt_in`: two words that are one.
	const pairs = words.slice(1).map((word, index) => `${words[index]}${word}`);
	return [...words, ...pairs].some((word) => effectWords.has(word)) || words.some((word) => effectParts.test(word));
}

function hasParameter(plain: string): boolean {
	return plain.split('/').some((segment) => /^[:*]|[{}[\]<>]/u.test(segment) || looksLikeToken(segment));
}

/** A one-time link or an id that the router did not tell apart from a name. */
function looksLikeToken(segment: string): boolean {
	return /^[\w-]{20,}$/u.test(segment) && /\d/u.test(segment) && /[a-z]/iu.test(segment);
}

function decode(path: string): string | undefined {
	try {
		return decodeURIComponent(path).normalize('NFKC');
	} catch {
		// Not percent-encoded UTF-8: whatever it is, it is not a plain path.
		return undefined;
	}
}

function isPlain(path: string): boolean {
	return /^\/(?!\/)[^?#\\\s\p{C}]*$/u.test(path) && !/(?:^|\/)\.\.?(?:\/|$)/u.test(path);
}

function fromOption(path: string): Candidate {
	return {path, from: 'given', count: 0, answered: undefined};
}

function fromTraffic({path, route, count, answered}: KnownRoute): Candidate {
	return {path: path ?? (/[:*{]/u.test(route) ? route : `${route}/:`), from: 'traffic', count, answered};
}

/** A path both given and seen keeps its place and gains what traffic knows. */
function keep(candidates: Map<string, Candidate>, candidate: Candidate): void {
	const known = candidates.get(candidate.path);
	candidates.set(candidate.path, known === undefined ? candidate : {...candidate, from: known.from});
}
