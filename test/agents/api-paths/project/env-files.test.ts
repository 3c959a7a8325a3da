import {expect, test} from 'vitest';
import {readVariable} from '../../../../source/agents/api-paths/project/env-files.ts';

function read(name: string, files: Record<string, string>, folders = ['']): string | undefined {
	return readVariable(name, folders, (file) => files[file]);
}

test.each([
	['A=/api', '/api'],
	['A = /api  ', '/api'],
	['export A=/api', '/api'],
	['A="/api # not a comment"', '/api # not a comment'],
	["A='/api/$B'", '/api/$B'],
	['A=/api # comment', '/api'],
	['A=http://host/#hash', 'http://host/#hash'],
	['A=', ''],
	['B=/b\nA=${B}/c', '/b/c'],
	['B=/b\nA=$B/c', '/b/c'],
	['A=${NONE:-/fallback}/c', '/fallback/c'],
	[String.raw`A=\$B`, '$B'],
	['A=1\nA=2', '2'],
	['#A=/api', undefined],
	['AA=/api', undefined],
	['A=$A', ''],
])('%j', (text, value) => {
	expect(read('A', {'.env': text})).toBe(value);
});

test('what is set while developing goes first, an example last', () => {
	expect(read('A', {'.env': 'A=base', '.env.local': 'A=local', '.env.example': 'A=example'})).toBe('local');
	expect(read('A', {'.env.production': 'A=live', '.env.development': 'A=dev'})).toBe('dev');
	expect(read('A', {'.env.example': 'A=example'})).toBe('example');
});

test('the nearer folder decides', () => {
	expect(read('A', {'web/.env': 'A=web', '.env': 'A=root'}, ['web', ''])).toBe('web');
	expect(read('A', {'.env': 'A=root'}, ['web', ''])).toBe('root');
});

test('a name that is no variable is not looked for', () => {
	expect(read('A.*', {'.env': 'AB=secret'})).toBeUndefined();
});
