import {expect, test} from 'vitest';
import {unknownAgent} from '../../../source/cli/commands/run.ts';

const agents = ['api-paths', 'queries', 'endpoints'].map((slug) => ({slug}));

test('a mistyped agent is answered with those that there are and the one that was meant', () => {
	expect(unknownAgent('querys', agents)).toBe('There is no agent "querys"; there are api-paths, queries, endpoints. Did you mean queries?');
});

test('a name like none of the agents gets no guess', () => {
	expect(unknownAgent('sockets', agents)).toBe('There is no agent "sockets"; there are api-paths, queries, endpoints.');
});

test('an agent that exists, or a server that tells of none, is no wrong name', () => {
	expect(unknownAgent('queries', agents)).toBeUndefined();
	expect(unknownAgent('queries', [])).toBeUndefined();
});
