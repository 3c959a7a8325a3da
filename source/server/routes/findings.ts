import {basePath} from '../../protocol/discovery.ts';
import {severities, Severity} from '../../protocol/vocabulary.ts';
import {json, refusal} from '../answer.ts';
import {badRequest} from '../refusals.ts';
import type {Route, Site} from '../site.ts';

/** Open findings. */
export function findingRoutes({view}: Site): Route[] {
	return [
		{
			method: 'GET',
			path: `${basePath}/findings`,
			needs: 'viewer',
			answer({call: {query}, now}) {
				const agent = query.get('agent');
				const severity = Severity.nullable().safeParse(query.get('severity'));
				if (!severity.success) return refusal(now, badRequest(`severity is one of ${severities.join(', ')}.`));
				const filter = {...(agent === null ? {} : {agent}), ...(severity.data === null ? {} : {severity: severity.data})};
				return json(200, now, {findings: view.findings(filter)});
			},
		},
	];
}
