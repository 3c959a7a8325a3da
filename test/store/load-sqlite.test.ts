import {expect, test, vi} from 'vitest';
import {loadSqlite, withoutSqliteWarning} from '../../source/store/load-sqlite.ts';

test('keeps only the warning of SQLite off the screen while it loads, and none afterwards', () => {
	const seen: string[] = [];
	const emit = vi.spyOn(process, 'emitWarning').mockImplementation((warning) => void seen.push(String(warning)));
	withoutSqliteWarning(() => {
		process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning');
		process.emitWarning('SQLite is an experimental feature', {type: 'ExperimentalWarning'});
		process.emitWarning('Something else is an experimental feature', 'ExperimentalWarning');
		process.emitWarning('SQLite is old', 'DeprecationWarning');
	});
	process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
	emit.mockRestore();
	expect(seen).toEqual(['Something else is an experimental feature', 'SQLite is old', 'SQLite is an experimental feature']);
});

test('puts warnings back when loading fails', () => {
	const before = Reflect.get(process, 'emitWarning');
	expect(() =>
		withoutSqliteWarning(() => {
			throw new Error('no such module');
		}),
	).toThrow('no such module');
	expect(Reflect.get(process, 'emitWarning')).toBe(before);
});

test('loads the SQLite of this Node', () => {
	const {DatabaseSync} = loadSqlite();
	const database = new DatabaseSync(':memory:');
	expect(database.prepare('SELECT 1 AS one').get()).toEqual({one: 1});
	database.close();
});
