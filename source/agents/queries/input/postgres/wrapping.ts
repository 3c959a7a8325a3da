/** A line as PostgreSQL wrote it, taken out of what syslog, a container or a cloud put around it. */
export interface Unwrapped {
	/** More than one where a cloud keeps a whole entry in one record. */
	lines: string[];
	/** When and by which process, as the wrapping says it: for a log_line_prefix that leaves that to others. */
	moment: string;
	/** The wrapping says that it is no entry of its own. */
	goesOn: boolean;
}

/** Takes the wrapping off, if there is one. */
export function unwrap(line: string): Unwrapped {
	if (isPlain(line)) return {lines: [line], moment: '', goesOn: false};
	if (line.startsWith('{')) return unwrapJson(line) ?? {lines: [line], moment: '', goesOn: false};
	const header = syslog.exec(line);
	if (header !== null) return unwrapSyslog(line, header);
	const plain = line.replace(container, '');
	const heroku = /^\S{19,40} app\[postgres\.(\d+)\]: /.exec(plain);
	return {lines: [plain], moment: heroku === null ? '' : `[${heroku[1]}]`, goesOn: false};
}

/** As PostgreSQL itself writes it: a time with a space in it (wrappings have none there), or what goes on behind a tab. */
function isPlain(line: string): boolean {
	return line.startsWith('\t') || /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(line);
}

/** `Feb 11 13:15:40 host postgres[10816]: [6-2] `, and its form with a full time. The second number counts the lines of an entry. */
const syslog =
	/^(?:<\d+>)?(?:([A-Z][a-z]{2}) +(\d{1,2}) ([\d:]{8})|(\d{4}-\d\d-\d\dT\S{1,40})) \S{1,255} \S{0,100}postgres\S{0,100}\[(\d+)\]: (?:\[\d+(?:-(\d+))?\] ?)?/;
const container = /^[\w.-]{1,100} {1,100}\| |^\d{4}-\d\d-\d\dT[\d:.]+Z? (?:stdout|stderr) [FP] /;
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function unwrapSyslog(line: string, [head, month, day, time, whole, process, part]: RegExpExecArray): Unwrapped {
	// Syslog leaves the year out, and only differences of times matter; a leap year has all days.
	const date = month === undefined ? whole : `2000-${twoDigits(months.indexOf(month) / 3 + 1)}-${twoDigits(Number(day))} ${time}`;
	const text = line.slice(head.length).replaceAll('#011', '\t');
	return {lines: [text], moment: `${date} [${process}]`, goesOn: part !== undefined && part !== '1'};
}

function twoDigits(number: number): string {
	return String(number).padStart(2, '0');
}

/** Google's Cloud Logging has an entry in `textPayload`, Docker's json-file a line in `log`. */
function unwrapJson(line: string): Unwrapped | undefined {
	let told: Record<string, unknown>;
	try {
		told = JSON.parse(line) as Record<string, unknown>;
	} catch {
		return undefined;
	}
	const text = told['textPayload'] ?? told['log'];
	if (typeof text !== 'string') return undefined;
	const time = told['timestamp'] ?? told['time'];
	return {lines: text.replace(/\n$/, '').split('\n'), moment: typeof time === 'string' ? time : '', goesOn: false};
}
