import {createHash} from 'node:crypto';
import {basePath, wellKnownPath} from '../../protocol/discovery.ts';
import {json, whole, type WholeAnswer} from '../answer.ts';
import type {Route, Site} from '../site.ts';

/** Who we are, and the last snapshot of the service's health. */
export function healthRoutes(site: Site): Route[] {
	const serialised = createSnapshotBody(site);
	return [
		{
			method: 'GET',
			path: wellKnownPath,
			needs: 'viewer',
			answer({call, now}) {
				const {name, version} = site.view;
				return json(200, now, {name, version, base: `${site.basePath ?? call.mount}${basePath}`});
			},
		},
		{
			method: 'GET',
			path: `${basePath}/health`,
			needs: 'viewer',
			answer({call}) {
				const {body, etag} = serialised();
				const headers = {etag, 'cache-control': 'no-cache'};
				return isKnown(call.header('if-none-match'), etag)
					? notModified(headers)
					: whole(200, 'application/json; charset=utf-8', body, headers);
			},
		},
	];
}

/** Bytes and tag of the snapshot, made once per snapshot for all readers. */
function createSnapshotBody({view}: Site): () => {body: Buffer; etag: string} {
	let last: {text: string; body: Buffer; etag: string} | undefined;
	return () => {
		const text = view.snapshot().json;
		if (last?.text === text) return last;
		const body = Buffer.from(text);
		last = {text, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`};
		return last;
	};
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
	const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
	return tags.includes(etag) || tags.includes('*');
}

function notModified(headers: Record<string, string>): WholeAnswer {
	return {kind: 'whole', status: 304, headers, body: ''};
}
