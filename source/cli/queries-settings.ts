import {QueriesOptions} from '../agents/queries/options.ts';
import {EsaError} from '../basics/esa-error.ts';
import {occurrenceKinds, type DatabaseSystem, type OccurrenceKind} from '../protocol/query-trace.ts';
import {systemOf} from './commands/queries-fingerprint.ts';
import type {CommandLine} from './flags.ts';
import {readSettings} from './settings.ts';

/** What `queries FILE` needs to know. */
export interface QueriesSettings {
	/** `-`: standard input. */
	file: string;
	format: 'text' | 'json';
	/** The dialect of queries that name none. */
	system: DatabaseSystem | undefined;
	/** Kinds of findings for which the exit code is 1. */
	failOn: readonly OccurrenceKind[];
	/** Thresholds and what is ignored, from `agents.queries` of the config. */
	options: QueriesOptions;
	debug: boolean;
	env: NodeJS.ProcessEnv;
}

/** Weighs flags and config files; what is wrong is an EsaError `usage` or `config`. */
export function readQueriesSettings({flags, operands}: CommandLine, env: NodeJS.ProcessEnv, workingDirectory: string): QueriesSettings {
	const [file, ...rest] = operands;
	if (file === undefined) throw usage('needs the file of a log, or - for standard input');
	if (rest.length > 0) throw usage(`takes one file, not also "${rest[0]}"`);
	const {agentOptions} = readSettings(flags, {...env, ESA_HEALTH_URL: ''}, workingDirectory);
	return {
		file,
		format: flags.format === 'json' ? 'json' : 'text',
		system: systemOf(flags.system),
		failOn: kindsOf(flags.failOn),
		options: optionsOf(agentOptions['queries'] ?? {}),
		debug: flags.debug,
		env,
	};
}

function kindsOf(given: string | undefined): readonly OccurrenceKind[] {
	if (given === undefined) return occurrenceKinds;
	return given.split(',').map((name) => {
		const kind = occurrenceKinds.find((each) => each === name.trim());
		if (kind === undefined) throw usage(`knows the kinds ${occurrenceKinds.join(', ')} for --fail-on, not "${name.trim()}"`);
		return kind;
	});
}

function optionsOf(config: Record<string, unknown>): QueriesOptions {
	const parsed = QueriesOptions.safeParse(config);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new EsaError('config', `"agents.queries.${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'something is wrong'}.`);
}

function usage(what: string): EsaError {
	return new EsaError('usage', `queries ${what}. See esa-health --help.`);
}
