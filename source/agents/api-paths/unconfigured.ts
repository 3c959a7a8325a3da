import type {IgnoreRule} from './options.ts';

/** What holds where a person has set nothing. Apart from the schema, which the thread that analyses need not load. */
export const unconfigured = {
	exclude: [] as string[],
	base: [] as string[],
	origins: [] as string[],
	minDecided: 0.95,
	ignore: [] as IgnoreRule[],
};
