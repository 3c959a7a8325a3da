import {collectFacts} from './collect.ts';
import type {ModuleCache} from './collect.ts';
import {judgeCalls} from './matching/judge-calls.ts';
import {models} from './models.ts';
import {openProject} from './project/open-project.ts';
import type {ApiPathsReport, ReportedCall} from './report.ts';

export interface AnalyseOptions {
	root: string;
	cache?: boolean;
	modules?: ModuleCache;
	signal?: AbortSignal;
	progress?(progress: {done: number; total: number; file?: string}): void;
}

/** TEMPORARY until gate/ and routes/table.ts are in. */
export async function analyse({root, signal, progress}: AnalyseOptions): Promise<ApiPathsReport> {
	const project = openProject(root);
	const facts = collectFacts(project, {
		models,
		...(signal === undefined ? {} : {signal}),
		...(progress === undefined ? {} : {progress: (done: number, total: number, file: string) => progress({done, total, file})}),
	});
	const judged = judgeCalls(
		facts.calls,
		{routes: facts.routes, opaque: facts.opaque, shadows: new Map()},
		{bases: [], origins: [], envOf: project.env, proxies: []},
	);
	return {
		routes: facts.routes
			.filter((route) => !route.isFallback)
			.map((route) => ({
				method: route.method,
				path: route.path,
				file: route.site.module.file,
				line: route.site.module.lineOf(route.site.at),
				framework: route.framework,
				shadowedBy: null,
			})),
		calls: judged.calls.map((call) => ({...call, route: null})) as unknown as ReportedCall[],
		findings: [],
		unanalysed: facts.unanalysed,
	} as unknown as ApiPathsReport;
}
