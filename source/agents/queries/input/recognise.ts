/** The kinds of logs that are read. */
export type LogFormat = 'ndjson' | 'otlp' | 'postgres-stderr' | 'postgres-csv' | 'postgres-json';

/** Bytes of a log that are looked at to tell its format. */
export const headBytes = 256 * 1024;

/** Tells a log's format by its head; undefined: none that is read. The first lines may be broken: most of those that say something decide. */
export function recogniseFormat(head: Buffer): LogFormat | undefined {
	const text = head.toString('utf8').replace(/^\ufeff/, '');
	const votes = new Map<LogFormat, number>();
	for (const line of text.split(/\r?\n/, 500)) {
		const format = formatOfLine(line);
		if (format !== undefined) votes.set(format, (votes.get(format) ?? 0) + 1);
	}
	const [winner] = [...votes].toSorted(([, a], [, b]) => b - a);
	// Over many lines, or one line that is longer than the head.
	return winner?.[0] ?? (/^\s*[[{]/.test(text) ? formatOfDocument(text) : undefined);
}

/** Why a head is no log of ours, for a sentence; undefined: nothing special about it. */
export function describeHead(head: Buffer): string | undefined {
	if (head.length === 0) return 'is empty';
	const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
	if (isUtf16) return 'is UTF-16; save it as UTF-8';
	if (head.includes(0)) return 'is binary';
	return head.toString('utf8').trim() === '' ? 'is empty' : undefined;
}

function formatOfLine(line: string): LogFormat | undefined {
	if (line.startsWith('{') || line.startsWith('[')) return formatOfJsonLine(line);
	if (csvLine.test(line)) return 'postgres-csv';
	return stderrLine.test(line) ? 'postgres-stderr' : undefined;
}

/** A time and three more fields, as csvlog writes its records. */
const csvLine = /^"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [^,"]{1,40}"?,(?:"[^"]*"|[^",]*),(?:"[^"]*"|[^",]*),\d+,/;
const stderrLine = /^[^\t"{].{0,500}?(?:LOG|ERROR|FATAL|PANIC|WARNING|STATEMENT|DETAIL|HINT): {1,2}\S/;

function formatOfJsonLine(line: string): LogFormat | undefined {
	try {
		return formatOfKeys(JSON.parse(line));
	} catch {
		return undefined;
	}
}

function formatOfKeys(value: unknown): LogFormat | undefined {
	if (Array.isArray(value)) return isObject(value[0]) && 'resourceSpans' in value[0] ? 'otlp' : undefined;
	if (!isObject(value)) return undefined;
	if ('resourceSpans' in value || 'batches' in value || 'scopeSpans' in value) return 'otlp';
	if ('sql' in value || 'traceId' in value || 'durationMs' in value) return 'ndjson';
	const wrapped = value['textPayload'] ?? value['log'];
	if (typeof wrapped === 'string') return stderrLine.test(wrapped) ? 'postgres-stderr' : undefined;
	if (isObject(value['record'])) return 'error_severity' in value['record'] ? 'postgres-json' : undefined;
	return 'error_severity' in value || ('session_id' in value && 'pid' in value) ? 'postgres-json' : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function formatOfDocument(text: string): LogFormat | undefined {
	if (/"(?:resourceSpans|scopeSpans|instrumentationLibrarySpans)"\s*:/.test(text)) return 'otlp';
	if (/"error_severity"\s*:/.test(text)) return 'postgres-json';
	return /"sql"\s*:/.test(text) && /"traceId"\s*:/.test(text) ? 'ndjson' : undefined;
}
