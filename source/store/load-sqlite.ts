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
	// oxlint-disable-next-line typescript/unbound-method -- called with `process` below, and put back as it was
	const original = process.emitWarning;
	process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
		if (!isSqliteWarning(warning, rest[0])) Reflect.apply(original, process, [warning, ...rest]);
	};
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
