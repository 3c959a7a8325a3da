import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {BaselineEntry} from '../agents/api-paths/output/baseline.ts';
import {ApiPathsOptions} from '../agents/api-paths/options.ts';
import {EsaError} from '../basics/esa-error.ts';
import type {CommandLine, Flags} from './flags.ts';
import {readSettings} from './settings.ts';

/** What `api-paths` needs to know. */
export interface PathsSettings {
	/** Absolute. */
	root: string;
	options: ApiPathsOptions;
	format: 'text' | 'json' | 'sarif';
	/** Known findings; null where no baseline is asked for. */
	baseline: {file: string; entries: BaselineEntry[]} | null;
	/** Writes a baseline instead of a report. */
	write?: {file: string; reason: string};
	watch: boolean;
	cache: boolean;
	fix: boolean;
	/** Write fixes without asking. */
	yes: boolean;
	/** Fix files with uncommitted changes too. */
	force: boolean;
	debug: boolean;
	env: NodeJS.ProcessEnv;
	workingDirectory: string;
}

/** Weighs flags and config files: those of the folder to analyse, then the user's. What contradicts itself is an EsaError `usage`. */
export async function readPathsSettings(line: CommandLine, env: NodeJS.ProcessEnv, workingDirectory: string): Promise<PathsSettings> {
	const {flags, operands} = line;
	const [folder, ...rest] = operands;
	if (rest.length > 0) throw usage(`takes one folder, not also "${rest[0]}"`);
	if (folder !== undefined && flags.project !== undefined) throw usage('takes its folder once, as DIR or as --project');
	refuseContradictions(flags);
	const settings = readSettings({...flags, ...(folder !== undefined && {project: folder})}, {...env, ESA_HEALTH_URL: ''}, workingDirectory);
	const write = flags.writeBaseline ? writeOf(flags, workingDirectory) : undefined;
	return {
		root: settings.project,
		options: optionsOf(settings.agentOptions['api-paths'] ?? {}, flags),
		format: flags.format ?? 'text',
		baseline: await readBaseline(flags.baseline, workingDirectory, flags.writeBaseline),
		...(write !== undefined && {write}),
		watch: flags.watch,
		cache: flags.cache,
		fix: flags.fix,
		yes: flags.yes,
		force: flags.force,
		debug: flags.debug,
		env,
		workingDirectory,
	};
}

function refuseContradictions({watch, fix, writeBaseline, reason, yes, force}: Flags): void {
	if (watch && fix) throw usage('does either --watch or --fix');
	if (watch && writeBaseline) throw usage('does either --watch or --write-baseline');
	if (fix && writeBaseline) throw usage('does either --fix or --write-baseline');
	if ((yes || force) && !fix) throw usage('knows --yes and --force only with --fix');
	if (reason !== undefined && !writeBaseline) throw usage('knows --reason only with --write-baseline');
}

function writeOf({baseline, reason}: Flags, workingDirectory: string): {file: string; reason: string} {
	if (baseline === undefined) throw usage('writes a baseline to the file of --baseline FILE');
	if (reason === undefined || reason.trim().length < 3)
		throw usage('writes a baseline with --reason TEXT: why its findings may stay for now');
	return {file: path.resolve(workingDirectory, baseline), reason: reason.trim()};
}

/** Flags over the config; lists of both count. */
function optionsOf(config: Record<string, unknown>, {base = [], origin = [], minDecided}: Flags): ApiPathsOptions {
	const parsed = ApiPathsOptions.safeParse({
		...config,
		base: [...asList(config['base']), ...base],
		origins: [...asList(config['origins']), ...origin],
		...(minDecided !== undefined && {minDecided}),
	});
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const name = {base: '--base', origins: '--origin'}[String(issue?.path[0])] ?? `"agents.api-paths.${issue?.path.join('.') ?? ''}"`;
	throw new EsaError('usage', `${name}: ${issue?.message ?? 'something is wrong'}. See esa-health --help.`);
}

function asList(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

async function readBaseline(
	given: string | undefined,
	workingDirectory: string,
	mayBeMissing: boolean,
): Promise<PathsSettings['baseline']> {
	if (given === undefined) return null;
	const file = path.resolve(workingDirectory, given);
	const {parseBaseline} = await import('../agents/api-paths/output/baseline.ts');
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (mayBeMissing && code === 'ENOENT') return {file, entries: []};
		throw new EsaError('config', `The baseline ${given} cannot be read (${code}). --write-baseline makes one.`, {cause: error});
	}
	return {file, entries: parseBaseline(text, given)};
}

function usage(what: string): EsaError {
	return new EsaError('usage', `api-paths ${what}. See esa-health --help.`);
}
