import {systemClock, type Clock} from '../basics/clock.ts';
import {basePath, wellKnownPath} from '../protocol/discovery.ts';
import {refusal, type Answer, type Call, type Refused} from './answer.ts';
import {auditLine, type Audited} from './audit-line.ts';
import {authenticate, localPrincipal, type Principal, type Token} from './auth.ts';
import {createEventHub, hubLimits, type HubLimits} from './event-hub.ts';
import {checkContentType, checkOrigin, checkRole, isWrite} from './guard.ts';
import {matchRoute, type Match} from './match.ts';
import type {MonitorView} from './monitor-view.ts';
import {createRateLimit} from './rate-limit.ts';
import {notFound} from './refusals.ts';
import {agentRoutes} from './routes/agents.ts';
import {auditRoutes} from './routes/audit.ts';
import {eventRoutes} from './routes/events.ts';
import {findingRoutes} from './routes/findings.ts';
import {healthRoutes} from './routes/health.ts';
import {jobRoutes} from './routes/jobs.ts';
import {metricRoutes} from './routes/metrics.ts';
import {trendRoutes} from './routes/trends.ts';
import type {Ask, Route, Site} from './site.ts';

export interface HandlerOptions {
	/** Who may ask. Without any, only this machine itself may, and may do all. */
	tokens?: readonly Token[];
	/** Names under which the service is reached (`shop.example.com`), besides this machine's own. */
	allowedHosts?: readonly string[];
	/** Path under which the handler is reached, such as `/ops`. Only needed where the framework does not tell. */
	basePath?: string;
	/** Where Prometheus reads; false leaves that path to the service. Default `/metrics`. */
	metricsPath?: string | false;
	/** Take the peer's address, for the audit log only, from the proxy's `X-Forwarded-For`. */
	behindProxy?: boolean;
	/** Told of a bug that was answered with 500. Default: a process warning. */
	onError?: (error: unknown) => void;
	clock?: Clock;
	limits?: Partial<HubLimits>;
}

/** One core for all adapters. */
export interface Router {
	/** Is this path one of ours? */
	owns(path: string): boolean;
	/** Answers any call; never throws. */
	answer(call: Call): Promise<Answer>;
	/** Ends all event streams. */
	close(): void;
}

const runsPerMinute = {count: 10, perMs: 60_000};

/** Builds the routes over a view. */
export function createRouter(view: MonitorView, options: HandlerOptions = {}): Router {
	const {clock = systemClock, metricsPath = '/metrics', onError = warn} = options;
	const prefix = options.basePath?.replace(/\/+$/, '');
	const hub = createEventHub(view, clock, {...hubLimits, ...options.limits});
	const triggers = createRateLimit({...runsPerMinute, clock});
	const site: Site = {view, clock, hub, triggers, basePath: prefix, metricsPath};
	const routes = createRoutes(site);
	const guard = createGuard(options);

	/** Below the prefix; a proxy or framework in front may have cut it off already. */
	const inner = (path: string): string =>
		prefix !== undefined && prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
	const owns = (path: string): boolean => isOurs(inner(path), metricsPath);

	async function answer(call: Call): Promise<Answer> {
		const now = clock.now();
		if (!owns(call.path)) return refusal(now, notFound('There is nothing here; esa-health is under /esa/v1.'));
		const match = matchRoute(routes, call.method, inner(call.path));
		const checked = guard(call, match, now);
		const given = await answerChecked(checked, {call, now}).catch((error: unknown) => {
			onError(error);
			return refusal(clock.now(), internal);
		});
		if (isWrite(call.method)) audit({call, match, who: checked.who, status: given.status, now});
		return given;
	}

	/** An audit log that cannot be written must not leave the asker without an answer to what was already done. */
	function audit(audited: Audited): void {
		try {
			view.audit(auditLine(audited, {tokens: options.tokens ?? [], behindProxy: options.behindProxy === true}));
		} catch (error) {
			onError(error);
		}
	}

	return {owns, answer, close: () => hub.close()};
}

/** Every route there is. */
export function createRoutes(site: Site): Route[] {
	const groups = [healthRoutes, trendRoutes, agentRoutes, jobRoutes, findingRoutes, metricRoutes, eventRoutes, auditRoutes];
	return groups.flatMap((group) => group(site));
}

function isOurs(path: string, metricsPath: string | false): boolean {
	return path === wellKnownPath || path === metricsPath || path === basePath || path.startsWith(`${basePath}/`);
}

type Routed = Extract<Match, {kind: 'route'}>;
type Checked = {kind: 'go'; match: Routed; who: Principal} | {kind: 'stop'; refused: Refused; who?: Principal};

/** All checks in their order: who could not be right in any case, who it is, what is asked, whether they may. */
function createGuard(options: HandlerOptions): (call: Call, match: Match, now: number) => Checked {
	const {tokens = [], allowedHosts = []} = options;
	const policy = {hasTokens: tokens.length > 0, allowedHosts};
	return (call, match, now) => {
		const stranger = checkOrigin(call, policy);
		if (stranger !== undefined) return {kind: 'stop', refused: stranger};
		const who = policy.hasTokens ? authenticate(tokens, call.header('authorization'), now) : localPrincipal;
		if ('status' in who) return {kind: 'stop', refused: who};
		if (match.kind !== 'route') return {kind: 'stop', refused: noRoute(match), who};
		const barred = checkRole(who, match.route.needs) ?? (isWrite(call.method) ? checkContentType(call) : undefined);
		return barred === undefined ? {kind: 'go', match, who} : {kind: 'stop', refused: barred, who};
	};
}

function noRoute(match: Exclude<Match, Routed>): Refused {
	if (match.kind === 'unknown') return notFound('There is no such route; docs/protocol.md lists them all.');
	return {status: 405, code: 'method-not-allowed', message: `This route answers ${match.allow}.`, headers: {allow: match.allow}};
}

async function answerChecked(checked: Checked, {call, now}: Pick<Ask, 'call' | 'now'>): Promise<Answer> {
	if (checked.kind === 'stop') return refusal(now, checked.refused);
	const {match, who} = checked;
	return match.route.answer({call, now, who, params: match.params});
}

const internal: Refused = {
	status: 500,
	code: 'internal',
	message: 'esa-health could not answer because of an error of its own; the service has been told.',
};

function warn(error: unknown): void {
	process.emitWarning(error instanceof Error ? error : new Error(String(error)));
}
