import {expect, test} from 'vitest';
import {majorOfRange} from '../../../../source/agents/api-paths/project/version-range.ts';

test.each([
	['^4.17.1', 4],
	['~5', 5],
	['5.0.0-beta.3', 5],
	['4.x', 4],
	['=4.18.2', 4],
	['v5.1.0', 5],
	['>=4 <6', 5],
	['>=4.0.0 <6.0.0', 5],
	['>=4 <5.1', 5],
	['>=4 <=5', 5],
	['4 - 5', 5],
	['4.0.0 - 5.9.9', 5],
	['^4 || ^5', 5],
	['^0.27.2', 0],
	['npm:express@^4.18', 4],
	['npm:@scope/express@5', 5],
	['github:expressjs/express#semver:^5.0.0', 5],
	['git+https://host/express.git#v4.18.2', 4],
	['10.2', 10],
	['>=4', null],
	['*', null],
	['latest', null],
	['', null],
	['workspace:*', null],
	['file:../express', null],
	['expressjs/express', null],
	['https://host/express-4.tgz', null],
])('%s is major %s', (range, major) => {
	expect(majorOfRange(range)).toBe(major);
});
