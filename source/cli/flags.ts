import meow from 'meow';
import {EsaError} from '../basics/esa-error.ts';
import {nearest} from '../basics/nearest.ts';

const flagTable = {
	url: {type: 'string'},
	interval: {type: 'number'},
	once: {type: 'boolean', default: false},
	format: {type: 'string'},
	readOnly: {type: 'boolean'},
	plain: {type: 'boolean'},
	token: {type: 'string'},
	tokenFile: {type: 'string'},
	config: {type: 'string'},
	project: {type: 'string'},
	listen: {type: 'string'},
	store: {type: 'string'},
	behindProxy: {type: 'boolean'},
	allowedHost: {type: 'string', isMultiple: true},
	base: {type: 'string', isMultiple: true},
	origin: {type: 'string', isMultiple: true},
	minDecided: {type: 'number'},
	system: {type: 'string'},
	failOn: {type: 'string'},
	baseline: {type: 'string'},
	writeBaseline: {type: 'boolean', default: false},
	reason: {type: 'string'},
	watch: {type: 'boolean', default: false},
	cache: {type: 'boolean', default: true},
	fix: {type: 'boolean', default: false},
	yes: {type: 'boolean', default: false},
	force: {type: 'boolean', default: false},
	debug: {type: 'boolean', default: false},
	help: {type: 'boolean', shortFlag: 'h', default: false},
	version: {type: 'boolean', shortFlag: 'v', default: false},
} as const;

export interface Flags {
	url?: string;
	interval?: number;
	once: boolean;
	format?: 'text' | 'json' | 'sarif';
	readOnly?: boolean;
	plain?: boolean;
	token?: string;
	tokenFile?: string;
	config?: string;
	project?: string;
	listen?: string;
	store?: string;
	behindProxy?: boolean;
	allowedHost?: string[];
	base?: string[];
	origin?: string[];
	minDecided?: number;
	/** Dialect of `queries`: `postgresql`, `mysql` or `sqlite`. */
	system?: string;
	/** Kinds of findings by which `queries` ends with 1, with commas. */
	failOn?: string;
	baseline?: string;
	writeBaseline: boolean;
	reason?: string;
	watch: boolean;
	cache: boolean;
	fix: boolean;
	yes: boolean;
	force: boolean;
	debug: boolean;
	help: boolean;
	version: boolean;
}

export interface CommandLine {
	/** What was asked for, `monitor` where no command is named. */
	command: string;
	/** What follows the command. */
	operands: string[];
	flags: Flags;
}

export const commands = ['monitor', 'run', 'api-paths', 'queries', 'serve', 'demo', 'demo-service'] as const;

/**
 * Reads the command line; an unknown flag or command, a missing or a wrong value is an EsaError `usage` with one sentence.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
	refuseRepeats(argv);
	const parsed = meow({
		importMeta: import.meta,
		argv,
		// Also the title of the process: what `ps` shows.
		pkg: {name: 'esa-health'},
		help: false,
		autoHelp: false,
		autoVersion: false,
		inferType: false,
		flags: flagTable,
	});
	refuseUnknownFlags(parsed.unnormalizedFlags);
	const [command = 'monitor', ...operands] = parsed.input;
	if (!(commands as readonly string[]).includes(command)) throw unknownCommand(command);
	return {command, operands, flags: checkValues(parsed.flags, argv, command)};
}

function refuseUnknownFlags(given: Record<string, unknown>): void {
	for (const name of Object.keys(given)) {
		const camel = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
		const known = Object.keys(flagTable).map(dashed);
		if (camel in flagTable || ['h', 'v'].includes(name)) continue;
		const near = nearest(dashed(camel), known);
		throw usage(`Unknown flag --${dashed(camel)}.${near === undefined ? '' : ` Did you mean --${near}?`}`);
	}
}

function refuseRepeats(argv: readonly string[]): void {
	const seen = new Set<string>();
	for (const word of argv.filter((each) => each.startsWith('-'))) {
		const name = word.split('=', 1)[0] ?? word;
		if (seen.has(name) && !['--allowed-host', '--base', '--origin'].includes(name)) throw usage(`${name} is given twice.`);
		seen.add(name);
	}
}

function checkValues(flags: Record<string, unknown>, argv: readonly string[], command: string): Flags {
	for (const [name, {type}] of Object.entries(flagTable)) {
		const value = flags[name];
		if (value === undefined) continue;
		if (type === 'string' && (value === '' || (Array.isArray(value) && value.includes(''))))
			throw usage(`--${dashed(name)} needs a value.`);
		if (type === 'number' && !Number.isFinite(value))
			throw usage(`--${dashed(name)} needs a number, not "${rawValue(argv, dashed(name))}".`);
	}
	const {interval, format, minDecided} = flags;
	if (typeof interval === 'number' && (interval < 1 || interval > 86_400))
		throw usage(`--interval takes 1 to 86400 seconds, not ${interval}.`);
	if (typeof minDecided === 'number' && (minDecided < 0 || minDecided > 1))
		throw usage(`--min-decided takes a share of 0 to 1, not ${minDecided}.`);
	const formats = command === 'api-paths' ? ['text', 'json', 'sarif'] : ['text', 'json'];
	if (typeof format === 'string' && !formats.includes(format))
		throw usage(`--format takes ${formats.join(' or ')}, not "${rawValue(argv, 'format')}".`);
	return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)) as unknown as Flags;
}

function rawValue(argv: readonly string[], name: string): string {
	const index = argv.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
	return argv[index]?.split('=', 2)[1] ?? argv[index + 1] ?? '';
}

function unknownCommand(command: string): EsaError {
	const near = nearest(command, commands);
	if (/^https?:/.test(command)) return usage(`To watch ${command}, write --url ${command}.`);
	return usage(`Unknown command "${command}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}

function usage(message: string): EsaError {
	return new EsaError('usage', `${message} See esa-health --help.`);
}

function dashed(name: string): string {
	return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
