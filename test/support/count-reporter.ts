import type {Reporter, TestModule} from 'vitest/node';

/** Ends the output with one plain line that any CI can read: `N passed, N failed, N skipped`. */
export default class CountReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const count = {passed: 0, failed: 0, skipped: 0};
		for (const module of modules) {
			if (module.errors().length > 0) count.failed++;
			for (const test of module.children.allTests()) {
				const {state} = test.result();
				count[state === 'pending' ? 'skipped' : state]++;
			}
		}
		// After the default reporter's own summary.
		process.once('exit', () => console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`));
	}
}
