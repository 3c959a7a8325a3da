import {METHODS} from 'node:http';
import {expect, test} from 'vitest';
import {methods} from '../../../../../source/agents/api-paths/servers/express/methods.ts';

test('Express has a function for every method that this Node knows', () => {
	expect(METHODS.filter((method) => !methods.includes(method))).toEqual([]);
});
