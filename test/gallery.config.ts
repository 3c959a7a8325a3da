import {defineConfig} from 'vitest/config';

/** Not a test: `npm run gallery` prints every view, through vitest because Node itself runs no TSX. */
export default defineConfig({
	test: {
		include: ['test/gallery.ts'],
		disableConsoleIntercept: true,
		reporters: [{}],
		testTimeout: 120_000,
	},
});
