import {describe, expect, test} from 'vitest';
import {graft} from '../../../../source/agents/api-paths/code/graft.ts';
import type {Module} from '../../../../source/agents/api-paths/code/ir.ts';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {differenceOf} from '../../../../source/agents/api-paths/code/same-code.ts';

const before = `import {send} from './send.js';
const limit = 5;
export function list(id) {
	const path = \`/users/\${id}\`;
	return send(path, limit);
}
export const add = (user) => send('/users', user);
list(1);
`;

const read = (text: string): Module => readModule('users.js', text);

function difference(after: string): {changed: string[]; added: string[]; removed: string[]; names: string[]} | null {
	const found = differenceOf(read(before), read(after));
	if (found === null) return null;
	const namesOf = (funcs: Iterable<{name: string | null}>): string[] => [...funcs].map(({name}) => name ?? '');
	return {changed: namesOf(found.changed.keys()), added: namesOf(found.added), removed: namesOf(found.removed), names: found.names};
}

describe('what an edit has changed', () => {
	const same = {changed: [], added: [], removed: [], names: []};
	test.each([
		{what: 'nothing', after: before, found: same},
		{what: 'nothing but lines and remarks', after: `// users\n\n${before}`, found: same},
		{what: 'the inside of a function', after: before.replace('/users/', '/people/'), found: {...same, changed: ['list']}},
		{what: 'the inside of an arrow', after: before.replace("'/users'", "'/people'"), found: {...same, changed: ['add']}},
		{
			what: 'a new function',
			after: `${before}export const remove = (id) => send(id);\n`,
			found: {...same, added: ['remove'], names: ['remove']},
		},
		{
			what: 'a function that is gone',
			after: before.replace(/export const add.*\n/, ''),
			found: {...same, removed: ['add'], names: ['add']},
		},
		{what: 'a constant that others use', after: before.replace('= 5', '= 6'), found: null},
		{what: 'the parameters of a function', after: before.replace('(id)', '(id, more)'), found: null},
		{what: 'what runs at the top level', after: before.replace('list(1)', 'list(2)'), found: null},
		{what: 'a name that means nothing any more', after: before.replace('const limit = 5;\n', ''), found: {...same, changed: ['list']}},
		{what: 'a file that cannot be read', after: `${before}/* `, found: null},
	])('$what', ({after, found}) => {
		expect(difference(after)).toEqual(found);
	});
});

test('an edited module has its functions as before, with another inside, and knows where all stands now', () => {
	const [module, after] = [read(before), read(`// users\n${before.replace('return send(path', 'log(path);\n\treturn send(path')}`)];
	const [, list, add] = module.funcs;
	graft(module, after, differenceOf(module, after)!);
	expect(module.funcs.map(({name}) => name)).toEqual([null, 'list', 'add']);
	expect(module.funcs.slice(1)).toEqual([list, add]);
	expect(list?.body.map(({kind}) => kind)).toEqual(['declare', 'run', 'return']);
	const [, call] = list!.body;
	expect(module.lineOf(call?.kind === 'run' ? call.expr.at : 0)).toBe(6);
	expect(module.lineOf(list!.at)).toBe(4);
	expect(module.lineOf(add!.at)).toBe(9);
	expect(module.textOf(add!.at, add!.end)).toBe("(user) => send('/users', user)");
});

test('a module can be edited again and again', () => {
	const module = read(before);
	for (const path of ['/a/', '/b/', '/users/']) {
		const after = read(`\n${before.replace('/users/', path)}`);
		graft(module, after, differenceOf(module, after)!);
		expect(differenceOf(module, read(before))?.changed.size).toBe(path === '/users/' ? 0 : 1);
		expect(module.lineOf(module.funcs[2]!.at)).toBe(8);
	}
});
