import fc from 'fast-check';
import type {Dialect} from '../../../../source/agents/api-paths/routes/route.ts';

/** A template and a path that it generates. */
export interface Generated {
	template: string;
	path: string;
}

const word = fc.constantFrom('users', 'posts', 'me', 'a', 'v1', 'x-y', 'search');
const value = fc.constantFrom('1', '42', 'me', 'abc', 'a_b', 'Users', 'v1');
const number = fc.constantFrom('1', '42', '007');
const name = fc.constantFrom('id', 'name', 'slug');

const literal = word.map((text): Generated => ({template: `/${text}`, path: `/${text}`}));
const param = fc.tuple(name, value).map(([id, given]): Generated => ({template: `/:${id}`, path: `/${given}`}));

function shaped(write: (name: string) => string): fc.Arbitrary<Generated> {
	return fc.tuple(name, number).map(([id, given]) => ({template: `/${write(id)}`, path: `/${given}`}));
}

function optional(write: (name: string) => string): fc.Arbitrary<Generated> {
	return fc.tuple(name, fc.option(value)).map(([id, given]) => ({template: write(id), path: given === null ? '' : `/${given}`}));
}

function pairs(between: string): fc.Arbitrary<Generated> {
	return fc.tuple(value, value).map(([one, other]) => ({template: `/:from${between}:to`, path: `/${one}${between}${other}`}));
}

const below = fc.array(value, {minLength: 1, maxLength: 3}).map((parts) => `/${parts.join('/')}`);
const wild = (template: string): fc.Arbitrary<Generated> => below.map((path) => ({template, path}));

/** Parts that may stand anywhere, and parts that may only end a template. */
const parts: Record<
	Exclude<Dialect, 'nest' | 'next' | 'plain' | 'koa'>,
	{anywhere: fc.Arbitrary<Generated>[]; last: fc.Arbitrary<Generated>[]}
> = {
	express4: {
		anywhere: [literal, param, shaped((id) => `:${id}(\\d+)`), pairs('-'), pairs('.'), optional((id) => `/:${id}?`)],
		last: [wild('/*')],
	},
	express5: {anywhere: [literal, param, pairs('-'), pairs('.'), optional((id) => `{/:${id}}`)], last: [wild('/*splat'), wild('{/*splat}')]},
	fastify: {
		anywhere: [literal, param, shaped((id) => `:${id}(^\\d+$)`), pairs('-'), pairs('.')],
		last: [wild('/*'), optional((id) => `/:${id}?`)],
	},
	hono: {anywhere: [literal, param, shaped((id) => `:${id}{[0-9]+}`)], last: [wild('/*'), optional((id) => `/:${id}?`)]},
};

export const dialects = Object.keys(parts) as (keyof typeof parts)[];

/** Templates of a dialect, each with a path of its own. */
export function generated(dialect: keyof typeof parts): fc.Arbitrary<Generated> {
	const {anywhere, last} = parts[dialect];
	return fc
		.tuple(fc.array(fc.oneof(...anywhere), {minLength: 1, maxLength: 3}), fc.option(fc.oneof(...last)))
		.map(([begin, end]) => [...begin, ...(end === null ? [] : [end])])
		.map((all) => ({template: uniqueNames(all.map((one) => one.template).join('')), path: all.map((one) => one.path).join('') || '/'}));
}

/** Frameworks refuse a template that names two parameters alike. */
function uniqueNames(template: string): string {
	let count = 0;
	return template.replaceAll(/:(\w+)/g, (_, found: string) => `:${found}${count++}`);
}

/** Paths near to what templates generate, and far from it. */
export const paths: fc.Arbitrary<string> = fc
	.tuple(fc.array(fc.constantFrom('users', 'posts', 'me', 'ME', 'v1', '42', 'x-y', 'a-b-c', 'a.b', 'a', ''), {maxLength: 4}), fc.boolean())
	.map(([segments, hasTrailing]) => `/${segments.join('/')}${hasTrailing && segments.length > 0 ? '/' : ''}`);
