/** What a comment within a query says about who sent it. */
export interface SqlComment {
	/** The trace of a `traceparent`, or the id of a request. */
	traceId: string | null;
	/** `GET /orders`, `orders#index`. */
	name: string | null;
	/** A file and a line. */
	source: string | null;
}

const longestComment = 4000;
const nothing: SqlComment = {traceId: null, name: null, source: null};

/** Reads what libraries put into a query as a comment: `traceparent='00-…',route='/orders'` (sqlcommenter) or `request_id:7,line:a.rb:3` (Rails). */
export function readSqlComment(sql: string): SqlComment {
	if (!sql.includes('/*')) return nothing;
	const tags = new Map<string, string>();
	// At either end of the text, so that no text within the query is taken for one.
	readTags(/^\s*\/\*([^*]+)\*\//.exec(sql.slice(0, longestComment))?.[1] ?? '', tags);
	readTags(/\/\*([^*]+)\*\/[\s;]*$/.exec(sql.slice(-longestComment))?.[1] ?? '', tags);
	if (tags.size === 0) return nothing;
	return {traceId: traceIdOf(tags), name: nameOf(tags), source: sourceOf(tags)};
}

function readTags(text: string, tags: Map<string, string>): void {
	for (const [, key = '', quoted, plain = ''] of text.matchAll(/([\w%.-]{1,60})(?:='((?:[^'\\]|\\.){0,1000})'|:([^,]{1,500}))/g))
		tags.set(key, quoted === undefined ? plain.trim() : decoded(quoted));
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll(String.raw`\'`, "'"));
	} catch {
		// Not encoded as sqlcommenter has it: as it stands.
		return text;
	}
}

function traceIdOf(tags: ReadonlyMap<string, string>): string | null {
	const parent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}/i.exec(tags.get('traceparent') ?? '')?.[1];
	return parent ?? tags.get('trace_id') ?? tags.get('traceId') ?? tags.get('request_id') ?? tags.get('requestId') ?? null;
}

function nameOf(tags: ReadonlyMap<string, string>): string | null {
	const route = tags.get('route');
	const method = tags.get('method');
	if (route !== undefined) return method === undefined ? route : `${method} ${route}`;
	const [controller, action] = [tags.get('controller'), tags.get('action')];
	if (controller !== undefined) return action === undefined ? controller : `${controller}#${action}`;
	return tags.get('job') ?? null;
}

function sourceOf(tags: ReadonlyMap<string, string>): string | null {
	const file = tags.get('file') ?? tags.get('code.filepath');
	const line = tags.get('line') ?? tags.get('code.lineno');
	if (file !== undefined) return line === undefined ? file : `${file}:${line}`;
	return line ?? tags.get('source_location') ?? null;
}
