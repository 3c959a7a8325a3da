import {expect, test} from 'vitest';
import {z} from 'zod';
import {parseClean} from '../../source/client/clean.ts';
import {parseTolerant} from '../../source/client/tolerant.ts';
import {JobState, Priority} from '../../source/protocol/jobs.ts';
import {Severity, Status} from '../../source/protocol/vocabulary.ts';

const read = <T>(schema: z.ZodType<T>, value: unknown) => parseTolerant(schema, parseClean(JSON.stringify(value)));

test('unknown fields are ignored', () => {
	expect(read(z.object({a: z.number()}), {a: 1, b: 2})).toEqual({value: {a: 1}, notes: []});
});

test('unknown words are read as their cautious neighbour, each noted with its place', () => {
	const schema = z.object({list: z.array(z.object({status: Status, severity: Severity, priority: Priority}))});
	expect(read(schema, {list: [{status: 'sublime', severity: 'fatal', priority: 'asap'}]})).toEqual({
		value: {list: [{status: 'unknown', severity: 'warning', priority: 'normal'}]},
		notes: ['“sublime” at $.list[0].status', '“fatal” at $.list[0].severity', '“asap” at $.list[0].priority'].map(
			(what) => `The server says ${what}, a word this version of esa-health does not know.`,
		),
	});
});

test('a job state has no neighbour that would be true', () => {
	expect(() => read(z.object({state: JobState}), {state: 'paused'})).toThrow(/^\$\.state is wrong: Invalid option/);
});

test.each([
	[{status: 1}, /^\$\.status is wrong/],
	[{}, /^\$\.status is wrong/],
	[[], /^\$ is wrong: expected object, received array$/],
	[null, /^\$ is wrong: expected object, received null$/],
])('%j of the wrong type is unreadable, with its place', (value, words) => {
	expect(() => read(z.object({status: Status}), value)).toThrow(words);
});

test('one wrong type is not made good by readable words beside it', () => {
	expect(() => read(z.object({status: Status, score: z.number()}), {status: 'sublime', score: 'x'})).toThrow(
		'$.score is wrong: expected number, received string',
	);
});

test('another version of the protocol is said as such', () => {
	const schema = z.object({schemaVersion: z.literal(1)});
	expect(() => read(schema, {schemaVersion: 2})).toThrow('it speaks version 2 of the protocol and this esa-health version 1');
	expect(() => read(schema, {})).toThrow('version is missing');
});
