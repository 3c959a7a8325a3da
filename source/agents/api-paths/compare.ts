import {typedClientsOf} from './clients/typed-clients.ts';
import type {Facts} from './collect.ts';
import {newGateMemory} from './gate/memory.ts';
import type {GateMemory} from './gate/memory.ts';
import {runGate} from './gate/run-gate.ts';
import {findingsOfCalls, findingsOfFaults, findingsOfShadows, placeOf} from './matching/findings.ts';
import {judgeCalls} from './matching/judge-calls.ts';
import {newMemory} from './matching/memory.ts';
import type {Memory} from './matching/memory.ts';
import {reportedShadows, toReport} from './matching/report.ts';
import {models} from './models.ts';
import type {ApiPathsOptions} from './options.ts';
import type {OpenProject} from './project/open-project.ts';
import {readProxies} from './project/proxies.ts';
import type {ApiPathsReport} from './report.ts';
import {newRouteMemory, recallRoutes} from './routes/kept-routes.ts';
import type {RouteMemory} from './routes/kept-routes.ts';

/** From what the code says to the report: pure but for the questions it asks the project. */
export type Compare = (project: OpenProject, facts: Facts) => ApiPathsReport;

/** Makes a comparison that keeps what it worked out for one state of a project for the next one, so that little is done when little changed. */
export function createComparison(config: ApiPathsOptions): Compare {
	const kept: Kept = {routes: newRouteMemory(), judging: newMemory(), gate: newGateMemory()};
	return (project, facts) => compare(project, facts, config, kept);
}

interface Kept {
	routes: RouteMemory;
	judging: Memory;
	gate: GateMemory;
}

function compare(project: OpenProject, facts: Facts, config: ApiPathsOptions, kept: Kept): ApiPathsReport {
	const {routes, opaque, faults, rewrites, shadows} = recallRoutes(kept.routes, models, facts.evaluator);
	const calls = facts.callsWith([...routes, ...opaque].map(({site}) => site.module.file));
	kept.routes.clients = new Set(calls.map(({file}) => file));
	const judged = judgeCalls(
		calls,
		{routes, opaque, shadows},
		{
			bases: config.base,
			origins: config.origins,
			envOf: project.env,
			proxies: [...readProxies(project), ...rewrites],
		},
		kept.judging,
	);
	const gate = runGate(
		{
			routes,
			opaque,
			calls: judged.calls,
			namespaces: judged.namespaces,
			modules: facts.evaluator.modules(),
			sites: calls.flatMap(({request}) => [request.site, request.madeAt]),
			machine: facts.evaluator,
			minimumDecidedRate: config.minDecided,
		},
		kept.gate,
	);
	return toReport({
		root: project.root,
		filesAnalysed: facts.filesAnalysed,
		unanalysed: facts.unanalysed,
		routes,
		shadows,
		calls: judged.calls,
		origins: judged.origins,
		findings: [
			...findingsOfCalls(judged, routes),
			...findingsOfShadows(reportedShadows(routes, shadows), judged.calls),
			...findingsOfFaults(faults),
			...gate.findings,
		],
		checks: gate.checks,
		minimumDecidedRate: config.minDecided,
		dataFlows: gate.dataFlows,
		typedClients: typedClientsOf(facts.evaluator).map(({library, site}) => ({library, ...placeOf({site})})),
	});
}
