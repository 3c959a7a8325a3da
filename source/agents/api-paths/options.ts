import {z} from 'zod';
import {unconfigured} from './unconfigured.ts';

/** Findings that are known and wanted: all that is given must fit. Globs: `*` within a segment, `**` across them. */
export const IgnoreRule = z
	.strictObject({
		rule: z.string().optional(),
		/** Glob of the file, relative to the root. */
		file: z.string().optional(),
		method: z.string().optional(),
		/** Glob of the path as it is printed: `/api/legacy/**`. */
		path: z.string().optional(),
		reason: z.string().trim().min(3, 'an ignore rule says why'),
	})
	.refine(({rule, file, method, path}) => [rule, file, method, path].some((given) => given !== undefined), {
		error: 'an ignore rule names a rule, a file, a method or a path',
	});
export type IgnoreRule = z.infer<typeof IgnoreRule>;

/** What a person may set for the `api-paths` agent and command. */
export const ApiPathsOptions = z.strictObject({
	/** Files that are not analysed, as patterns of a `.gitignore` in the root. */
	exclude: z.array(z.string().min(1)).default(unconfigured.exclude),
	/** Paths in front of the backend's own ones, as a proxy adds them: `/api`. */
	base: z.array(z.string().regex(/^\/[^?#]*$/u, 'a base begins with / and has no query')).default(unconfigured.base),
	/** Origins that are this backend's: `https://api.example.com`. */
	origins: z
		.array(z.string().refine(isOrigin, {error: 'give scheme, host and port only, such as https://api.example.com'}))
		.default(unconfigured.origins),
	/** The gate passes when at least this share of the calls could be decided. */
	minDecided: z.number().min(0).max(1).default(unconfigured.minDecided),
	ignore: z.array(IgnoreRule).default(unconfigured.ignore),
});
export type ApiPathsOptions = z.infer<typeof ApiPathsOptions>;

function isOrigin(text: string): boolean {
	const url = URL.parse(text);
	return url !== null && /^(?:https?|wss?):$/u.test(url.protocol) && (text === url.origin || text === `${url.origin}/`);
}
