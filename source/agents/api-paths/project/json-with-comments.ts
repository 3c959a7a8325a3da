const stringOrComment = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[^]*?\*\//g;
const stringOrLastComma = /"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g;

/** Reads JSON as tools' config files have it, with comments and commas at the end; undefined when it is none. */
export function parseJsonWithComments(text: string): unknown {
	const bare = text.replaceAll(stringOrComment, (match) => (match.startsWith('"') ? match : ' '));
	try {
		return JSON.parse(bare.replaceAll(stringOrLastComma, (match) => (match === ',' ? '' : match)));
	} catch {
		// Half-written config files are common while someone types; the caller goes on without.
		return undefined;
	}
}

/** An object from JSON, for reading properties of; undefined for anything else. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}
