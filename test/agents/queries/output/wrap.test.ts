import {expect, test} from 'vitest';
import {wrap, wrapCode} from '../../../../source/agents/queries/output/wrap.ts';

const words = (count: number): string => Array.from({length: count}, () => 'word').join(' ');

test('a text is broken at spaces, each line behind its indent', () => {
	expect(wrap(words(18), '    ')).toEqual([`    ${words(15)}`, `    ${words(3)}`]);
	expect(wrap('', '  ')).toEqual(['']);
});

test('a word that is wider than a line is broken where the line ends', () => {
	expect(wrap(`a ${'x'.repeat(100)}`, '  ')).toEqual(['  a', `  ${'x'.repeat(78)}`, `  ${'x'.repeat(22)}`]);
	expect(wrap('長'.repeat(50), '')).toEqual(['長'.repeat(40), '長'.repeat(10)]);
});

test('what is beyond the lines it may have ends in an ellipsis', () => {
	const lines = wrap(words(100), '  ', 2);
	expect(lines).toHaveLength(2);
	expect(lines[1]).toMatch(/…$/);
});

test('code keeps its lines and their indent', () => {
	expect(wrapCode('if (a) {\n\tb();\n}', '    ')).toEqual(['    if (a) {', '      b();', '    }']);
	expect(wrapCode(words(18), '  ')).toEqual([`  ${words(15)}`, `    ${words(3)}`]);
	expect(wrapCode(Array.from({length: 30}, () => 'a').join('\n'), '  ')).toHaveLength(25);
});
