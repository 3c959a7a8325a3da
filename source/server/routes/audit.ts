import {basePath} from '../../protocol/discovery.ts';
import {json, refusal} from '../answer.ts';
import {badRequest, notFound} from '../refusals.ts';
import type {Route, Site} from '../site.ts';

/** Who wrote what: for operators. */
export function auditRoutes({view}: Site): Route[] {
	return [
		{
			method: 'GET',
			path: `${basePath}/audit`,
			needs: 'operator',
			answer({call, now}) {
				const limit = Number(call.query.get('limit') ?? 100);
				if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
					return refusal(now, badRequest('limit is a whole number from 1 to 1000.'));
				if (view.auditLines === undefined) return refusal(now, notFound('This server keeps no audit log that can be read.'));
				return json(200, now, {lines: view.auditLines(limit)});
			},
		},
	];
}
