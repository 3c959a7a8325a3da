import {describe, expect, test} from 'vitest';
import {anything, both, templateOf, type Constraint} from '../../../../../source/agents/api-paths/servers/listener/constraint.ts';

const onPath = (path: string): Constraint => ({...anything, path});
const byMethod = (...methods: string[]): Constraint => ({...anything, methods});
const segment = (index: number, text: string, count: number | null = null): Constraint => ({
	...anything,
	segments: {texts: new Map([[index, text]]), count, atLeast: index + 1},
});

describe('both', () => {
	test('keeps what each of two conditions says', () => {
		expect(both(byMethod('GET', 'HEAD'), onPath('/a'))).toMatchObject({methods: ['GET', 'HEAD'], path: '/a'});
		expect(both(byMethod('GET', 'HEAD'), byMethod('GET', 'POST'))).toMatchObject({methods: ['GET']});
	});

	test('is the very same where the second says nothing', () => {
		const outer = onPath('/a');
		expect(both(outer, anything)).toBe(outer);
	});

	test('takes the narrower of two paths, in either order', () => {
		expect(both(onPath('/api/*'), onPath('/api/users'))?.path).toBe('/api/users');
		expect(both(onPath('/api/users'), onPath('/api/*'))?.path).toBe('/api/users');
	});

	test.each([
		[byMethod('GET'), byMethod('POST')],
		[onPath('/a'), onPath('/b')],
		[onPath('/api/*'), onPath('/other')],
		[segment(0, 'a'), segment(0, 'b')],
	])('is nothing where they contradict each other', (one, other) => {
		expect(both(one, other)).toBeNull();
	});
});

describe('templateOf', () => {
	test('puts segments together, with parameters for those not asked for', () => {
		const known = both(segment(0, 'api'), segment(2, 'items', 3));
		expect(known === null ? null : templateOf(known)).toBe('/api/:segment2/items');
	});

	test('leaves the end open while their number is not known', () => {
		expect(templateOf(segment(0, 'api'))).toBe('/api*');
	});
});
