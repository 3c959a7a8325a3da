import {expect, test} from 'vitest';
import {runContext} from '../../../source/probes/queries/run.ts';

test.each([undefined, Promise.resolve(1), 'work'])('a run without a function is refused in one sentence: %s', (work) => {
	expect(() => runContext('nightly mails', work as never)).toThrow(
		expect.objectContaining({code: 'usage', message: 'run() takes a name and a function, as in run("nightly mails", () => sendMails()).'}),
	);
});
