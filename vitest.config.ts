import {defineConfig} from 'vitest/config';

/**
 * Three kinds of tests by what they start: `unit` nothing, `integration` servers and databases, `terminal` the built program in a pseudo-terminal.
 * The kind is in the file name: `x.test.ts`, `x.integration.test.ts`, `x.terminal.test.ts`.
 */
export default defineConfig({
	test: {
		reporters: ['default', './test/support/count-reporter.ts'],
		projects: [
			{
				test: {
					name: 'unit',
					include: ['test/**/*.test.{ts,tsx}'],
					exclude: ['test/**/*.{integration,terminal}.test.{ts,tsx}', 'test/straight-line.test.ts'],
					testTimeout: 10_000,
				},
			},
			{test: {name: 'integration', include: ['test/straight-line.test.ts', 'test/**/*.integration.test.{ts,tsx}'], testTimeout: 30_000, hookTimeout: 30_000}},
			{
				test: {
					name: 'terminal',
					include: ['test/**/*.terminal.test.{ts,tsx}'],
					fileParallelism: false,
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
		],
	},
});
