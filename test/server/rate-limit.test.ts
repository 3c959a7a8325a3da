import {expect, test} from 'vitest';
import {createRateLimit} from '../../source/server/rate-limit.ts';
import {ManualClock} from '../support/manual-clock.ts';

const setUp = (): {clock: ManualClock; limit: ReturnType<typeof createRateLimit>} => {
	const clock = new ManualClock();
	return {clock, limit: createRateLimit({count: 10, perMs: 60_000, clock})};
};

test('ten permits may be taken at once, the eleventh is told how long to wait', () => {
	const {limit} = setUp();
	for (let index = 0; index < 10; index++) expect(limit.take('ada', 1)).toEqual({kind: 'taken'});
	expect(limit.take('ada', 1)).toEqual({kind: 'wait', ms: 6000});
});

test('a permit comes back every six seconds, and never more than ten', () => {
	const {clock, limit} = setUp();
	limit.take('ada', 10);
	clock.advance(6000);
	expect(limit.take('ada', 1)).toEqual({kind: 'taken'});
	expect(limit.take('ada', 1)).toMatchObject({kind: 'wait'});
	clock.advance(3_600_000);
	expect(limit.take('ada', 10)).toEqual({kind: 'taken'});
	expect(limit.take('ada', 1)).toMatchObject({kind: 'wait'});
});

test('one token never uses up the permits of another', () => {
	const {limit} = setUp();
	limit.take('ada', 10);
	expect(limit.take('bob', 1)).toEqual({kind: 'taken'});
});

test('a request for more than there ever are takes all of them', () => {
	const {limit} = setUp();
	expect(limit.take('ada', 32)).toEqual({kind: 'taken'});
	expect(limit.take('ada', 1)).toEqual({kind: 'wait', ms: 6000});
});
