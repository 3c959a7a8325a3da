type Sqlite = typeof import('node:sqlite');

/**
 * `node:sqlite`, loaded at first use. Node 22 warns at load that it is experimental; that one warning is kept off stderr, where it
 * would garble a screen. All others pass.
 */
export function loadSqlite(): Sqlite {
	return withoutSqliteWarning(() => process.getBuiltinModule('node:sqlite'));
}

/** Runs `load` (synchronously, so that nobody else's warning can fall into the gap) without the SQLite ExperimentalWarning. */
export function withoutSqliteWarning<T>(load: () => T): T {
	const original = process.emitWarning;
	process.emitWarning = ((...args: Parameters<typeof original>) => {
		if (!isSqliteWarning(args[0], args[1])) Reflect.apply(original, process, args);
	}) as typeof original;
	try {
		return load();
	} finally {
		process.emitWarning = original;
	}
}

function isSqliteWarning(warning: unknown, options: unknown): boolean {
	const type = typeof options === 'object' && options !== null && 'type' in options ? options.type : options;
	return type === 'ExperimentalWarning' && String(warning).includes('SQLite');
}
