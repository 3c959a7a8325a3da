import {existsSync, readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {z} from 'zod';
import {ApiPathsOptions} from '../agents/api-paths/options.ts';
import {QueriesOptions} from '../agents/queries/options.ts';
import {EsaError} from '../basics/esa-error.ts';
import {nearest} from '../basics/nearest.ts';

/** `esa-health.config.json` in a project. Unknown names are refused: a typo must not be a setting that silently does nothing. */
export const ProjectConfig = z.strictObject({
	$schema: z.string().optional(),
	name: z.string().min(1).optional().describe('How the service is called on the screen'),
	url: z.string().optional().describe('The service to watch, as --url'),
	interval: z.number().min(1).max(86_400).optional().describe('Seconds between polls, as --interval'),
	readOnly: z.boolean().optional().describe('Never offer to run anything, as --read-only'),
	plain: z.boolean().optional().describe('Sentences instead of a screen, as --plain'),
	tokenFile: z.string().optional().describe('File (mode 0600) with the token, as --token-file'),
	listen: z.string().optional().describe('host:port of the server, as --listen'),
	store: z.string().optional().describe('SQLite file for history and jobs, as --store'),
	timeZone: z.string().optional().describe('IANA time zone of the schedules; the machine’s own unless given'),
	schedules: z.record(z.string(), z.string()).optional().describe('Cron expression (or "manual") by agent, instead of its default'),
	agents: z
		.object({
			'api-paths': ApiPathsOptions.partial().optional().describe('What api-paths leaves out, takes for its own and knows already'),
			queries: QueriesOptions.partial()
				.optional()
				.describe('From when on queries are findings, which are ignored, and where to ask about indexes'),
		})
		.catchall(z.record(z.string(), z.unknown()))
		.optional()
		.describe('Options by agent'),
});
export type ProjectConfig = z.infer<typeof ProjectConfig>;

/** `esa-health/config.json` in the user's XDG config folder: the same settings, and what is known of each target. */
export const UserConfig = ProjectConfig.extend({
	targets: z
		.record(
			z.string(),
			z.strictObject({url: z.string(), tokenFile: z.string().optional(), interval: z.number().min(1).max(86_400).optional()}),
		)
		.optional()
		.describe('Services by a short name that --url takes too'),
});
export type UserConfig = z.infer<typeof UserConfig>;

export const projectConfigName = 'esa-health.config.json';

/** Reads the project's config file; `given` (from --config) must exist, the default one need not. */
export function readProjectConfig(directory: string, given: string | undefined): ProjectConfig {
	const file = given ?? path.join(directory, projectConfigName);
	if (given === undefined && !existsSync(file)) return {};
	return readConfig(file, ProjectConfig);
}

/** Reads the user's config file, empty where there is none. */
export function readUserConfig(env: NodeJS.ProcessEnv): UserConfig {
	const file = path.join(env['XDG_CONFIG_HOME'] || path.join(homedir(), '.config'), 'esa-health', 'config.json');
	return existsSync(file) ? readConfig(file, UserConfig) : {};
}

function readConfig<T extends z.ZodObject>(file: string, schema: T): z.infer<T> {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		throw new EsaError('config', `The config file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {cause: error});
	}
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch (error) {
		throw new EsaError('config', `The config file ${file} is not JSON: ${(error as Error).message}.`, {cause: error});
	}
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new EsaError('config', `In the config file ${file}, ${describeIssue(parsed.error.issues[0], Object.keys(schema.shape))}`);
}

function describeIssue(issue: z.core.$ZodIssue | undefined, known: readonly string[]): string {
	if (issue === undefined) return 'something is wrong.';
	if (issue.code === 'unrecognized_keys') {
		const [key = ''] = issue.keys;
		const near = issue.path.length === 0 ? nearest(key, known) : undefined;
		return `"${[...issue.path, key].join('.')}" is no setting.${near === undefined ? '' : ` Did you mean "${near}"?`}`;
	}
	return `${issue.path.length === 0 ? 'the whole' : `"${issue.path.join('.')}"`}: ${issue.message}.`;
}
