import {truncateSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {isGeneratedPage, isMinified, readContent} from '../../../../source/agents/api-paths/project/content.ts';
import {temporaryFolder} from '../../../support/temporary-folder.ts';

function read(bytes: string | Uint8Array, maxBytes?: number) {
	const file = path.join(temporaryFolder(), 'file.ts');
	writeFileSync(file, bytes);
	return readContent(file, maxBytes);
}

test('reads text, without a byte order mark', () => {
	expect(read('const a = "ü";\n')).toEqual({kind: 'text', text: 'const a = "ü";\n'});
	expect(read('\uFEFFa')).toEqual({kind: 'text', text: 'a'});
	expect(read('')).toEqual({kind: 'text', text: ''});
});

test('says why it does not read: bytes that are no text, too many of them, nothing there', () => {
	expect(read('a\0b')).toEqual({kind: 'refused', reason: 'not text (it has NUL bytes)'});
	expect(read(Uint8Array.from([0x61, 0xe9, 0x62]))).toEqual({kind: 'refused', reason: 'not UTF-8'});
	expect(read('abcdef', 5)).toMatchObject({kind: 'refused', reason: expect.stringContaining('larger than')});
	expect(readContent('/does/not/exist')).toEqual({kind: 'refused', reason: 'unreadable (ENOENT)'});
});

test('a file of more than 10 MB is not read', () => {
	const file = path.join(temporaryFolder(), 'big.js');
	writeFileSync(file, '');
	truncateSync(file, 10 * 1024 * 1024 + 1);
	expect(readContent(file)).toEqual({kind: 'refused', reason: 'larger than 10 MB (10.0 MB)'});
});

const squeezed = 'function a(b){return b.c(function(){d(1);e({f:2})})}'.repeat(60);

test.each([
	['one long line of code', squeezed, true],
	['a licence and one long line', `/*\n * licence\n */\n${squeezed}\n`, true],
	['several long lines', `${squeezed}\n${squeezed}\n`, true],
	['ordinary code', 'export function add(a, b) {\n\treturn a + b;\n}\n'.repeat(200), false],
	['a picture in a string', `export const logo = "${'iVBORw0KGgoAAAANSUhEUg'.repeat(200)}";\n`, false],
	['a drawing in a component', `export const Icon = () => <svg><path d="${'M12.5,3.2 L4,8 '.repeat(300)}"/></svg>;\n`, false],
	['a long table among code', `const a = 1;\n`.repeat(400) + squeezed, false],
	['a short line', 'a(b);', false],
])('%s: minified %s', (_, text, expected) => {
	expect(isMinified(text)).toBe(expected);
});

test('a page that a generator wrote says so', () => {
	expect(isGeneratedPage('a.html', '<html><head><meta name="generator" content="Hugo">')).toBe(true);
	expect(isGeneratedPage('a.html', '<html><head><meta name="viewport"><script>')).toBe(false);
	expect(isGeneratedPage('a.ts', '<meta name="generator">')).toBe(false);
});
