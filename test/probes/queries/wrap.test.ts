import {describe, expect, test} from 'vitest';
import {type Method, wrapMethod} from '../../../source/probes/queries/wrap.ts';

class Base {
	query(text: string, values?: unknown): string {
		return `${text} ${String(values)}`;
	}
}

class Mine extends Base {
	override query(text: string): string {
		return super.query(text, 'mine');
	}
}

describe('a wrapped method', () => {
	test('looks like the original, and is wrapped once', () => {
		class Client extends Base {}
		Reflect.set(Reflect.get(Base.prototype, 'query'), 'custom', 1);
		const before = Object.getOwnPropertyDescriptor(Base.prototype, 'query')!;
		let calls = 0;
		const wrap = (): boolean =>
			wrapMethod(Client.prototype, 'query', (original) => {
				return function other(this: unknown, ...args: unknown[]) {
					calls++;
					return original.apply(this, args);
				};
			});
		expect([wrap(), wrap()]).toEqual([true, true]);
		const after = Object.getOwnPropertyDescriptor(Base.prototype, 'query')!;
		expect({...after, value: 0}).toEqual({...before, value: 0});
		const wrapped = after.value as (() => unknown) & {custom: number};
		expect([wrapped.name, wrapped.length, wrapped.custom]).toEqual(['query', 2, 1]);
		// The subclass's own method stays, and reaches the wrapped one.
		expect(new Mine().query('select 1')).toBe('select 1 mine');
		expect(calls).toBe(1);
	});

	test('is none where it cannot be one', () => {
		const keep = (original: Method): Method => original;
		expect(wrapMethod({}, 'query', keep)).toBe(false);
		expect(wrapMethod({query: 1}, 'query', keep)).toBe(false);
		expect(wrapMethod(Object.freeze({query: () => 1}), 'query', keep)).toBe(false);
	});
});
