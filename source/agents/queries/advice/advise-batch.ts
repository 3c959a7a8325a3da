import type {Advice, Advised} from './advice.ts';
import {batchOf} from './batch/batch-of.ts';
import type {Batch, Refusal} from './batch/batch.ts';
import {caveatsOf} from './caveats.ts';
import {inBuilder} from './libraries/in-builder.ts';
import {asPlainSql, inSql, property} from './libraries/in-sql.ts';
import {withParent} from './libraries/with-parent.ts';
import {isUnderGraphql} from './libraries/library.ts';
import {camel, listName} from './names.ts';
import {printSql} from './sql.ts';

/** One statement in place of a loop that reads or writes. */
export function adviseBatch(advised: Advised): Advice {
	const {occurrence, system} = advised;
	const batch = batchOf(occurrence.pattern, system, {hasIdleOffset: advised.library === 'prisma'});
	if (batch.kind === 'refusal') return refused(advised, batch);
	const written = write(advised, batch);
	return {
		summary: inASentence(advised, batch, written.gist),
		code: batch.hidden === null || written.isBuilder ? written.code : null,
		caveats: [
			...caveatsOf(advised, batch, {inBuilder: written.isBuilder}),
			...(batch.hidden === null || written.isBuilder ? [] : [batch.hidden]),
		],
	};
}

/** What can be said where no list can take the place of a loop. */
function refused({occurrence}: Advised, {because, instead}: Refusal): Advice {
	return {
		summary: `These ${occurrence.count} queries cannot safely be made one with a list, since ${because}. ${instead}`,
		code: null,
		caveats: occurrence.parallel
			? ['Side by side they already wait only as long as the slowest, but each takes a connection of the pool.']
			: [],
	};
}

interface Written {
	/** The part that makes it one. */
	readonly gist: string;
	readonly code: string;
	readonly isBuilder: boolean;
}

function write(advised: Advised, batch: Batch): Written {
	const {library, system} = advised;
	const builder = inBuilder(library, batch);
	const gist = builder?.gist ?? shortGist(printSql(batch.gist, system).text);
	if (batch.verb === 'select' && isUnderGraphql(advised.packages) && batch.keys.length === 1) {
		return {gist, code: inDataLoader(advised, batch), isBuilder: builder !== null};
	}
	if (builder !== null) {
		const together = batch.verb === 'select' ? withParent(library, advised.occurrence, batch) : null;
		const take =
			batch.verb === 'select'
				? `const rows = await ${builder.expression};\n${sortOut(batch, builder.key)}`
				: `await ${builder.expression};`;
		return {gist, code: together === null ? take : `${take}\n// or ${together}`, isBuilder: true};
	}
	const sql = inSql(library, batch, system);
	if (sql === null) return {gist, code: asPlainSql(batch, system), isBuilder: false};
	const wait = library === 'sqlite' ? '' : 'await ';
	if (batch.verb !== 'select') return {gist, code: `${wait}${sql.expression};`, isBuilder: false};
	return {gist, code: `${sql.takesRows} ${wait}${sql.expression};\n${sortOut(batch, batch.keys[0]!.inRows)}`, isBuilder: false};
}

/** Long ones are in the code. */
function shortGist(gist: string): string {
	return gist.length <= 100 ? gist : `${gist.slice(0, gist.lastIndexOf(' ', 97))} …`;
}

/** Whose row is whose. */
function sortOut(batch: Batch, keyName: string): string {
	const key =
		batch.keys.length === 1 ? property('row', keyName) : `[${batch.keys.map(({inRows}) => property('row', inRows)).join(', ')}].join()`;
	const by = batch.keys.map(({column}) => upper(camel(column))).join('And');
	const name = camel(batch.table);
	if (batch.shape === 'exists') return `const has${upper(name)} = new Set(rows.map((row) => ${key}));`;
	if (batch.shape === 'groups' || isUnique(batch)) return `const ${name}By${by} = new Map(rows.map((row) => [${key}, row]));`;
	return `const ${name}By${by} = Map.groupBy(rows, (row) => ${key});`;
}

/** Known by its name only: the primary key of the one table that is read. */
function isUnique({keys, plain}: Batch): boolean {
	return plain !== null && keys.length === 1 && /^(?:id|uuid|guid|ulid|pk)$/i.test(keys[0]!.column);
}

/** Resolvers ask key by key; a loader collects the keys of a tick and asks once. One for each request. */
function inDataLoader(advised: Advised, batch: Batch): string {
	const [key] = batch.keys;
	const builder = inBuilder(advised.library, batch);
	const sql = builder === null ? inSql(advised.library, batch, advised.system) : null;
	const list = listName(key!.column);
	const rows =
		builder !== null
			? `const rows = await ${builder.expression};`
			: sql === null
				? `const rows = await query(\`${printSql(batch.sql, advised.system).text.replaceAll('`', '\\`')}\`, [${list}]);`
				: `${sql.takesRows} await ${sql.expression};`;
	const {found, missing} = isUnique(batch) ? answers.groups : answers[batch.shape];
	const rowKey = property('row', builder?.key ?? key!.inRows);
	return [
		`const ${camel(batch.table)}Loader = new DataLoader(async (${list}) => {`,
		`\t${rows}`,
		`\tconst found = ${found(`String(${rowKey})`)};`,
		`\treturn ${list}.map((key) => found.${missing});`,
		'});',
		`// in the resolver: ${camel(batch.table)}Loader.load(key)`,
	].join('\n');
}

/** What a loader answers with: the rows of a key, its one row, or whether it has any. */
const answers: Record<Batch['shape'], {found: (key: string) => string; missing: string}> = {
	rows: {found: (key) => `Map.groupBy(rows, (row) => ${key})`, missing: 'get(String(key)) ?? []'},
	ranked: {found: (key) => `Map.groupBy(rows, (row) => ${key})`, missing: 'get(String(key)) ?? []'},
	groups: {found: (key) => `new Map(rows.map((row) => [${key}, row]))`, missing: 'get(String(key)) ?? null'},
	exists: {found: (key) => `new Set(rows.map((row) => ${key}))`, missing: 'has(String(key))'},
};

function inASentence({occurrence: {count}}: Advised, batch: Batch, gist: string): string {
	const keys = batch.keys.map(({column}) => column).join(' and ');
	const {table} = batch;
	if (batch.verb === 'insert') return `Insert all rows of ${table} with one statement (\`${gist}\`) instead of ${count}.`;
	if (batch.verb === 'update') return `Change all rows of ${table} with one statement (\`${gist}\`) instead of ${count}.`;
	if (batch.verb === 'delete') return `Delete from ${table} once with \`${gist}\` instead of ${count} times.`;
	switch (batch.shape) {
		case 'rows':
			return `Ask ${table} once with \`${gist}\` instead of ${count} times.`;
		case 'groups':
			return `Ask ${table} once with \`${gist}\` and \`GROUP BY ${keys}\` instead of ${count} times.`;
		case 'exists':
			return `Ask ${table} once which ${keys} it has, with \`${gist}\`, instead of ${count} times for one.`;
		case 'ranked':
			return `Ask ${table} once with \`${gist}\` and number the rows of each ${keys} to keep the first ones, instead of ${count} times.`;
	}
}

function upper(name: string): string {
	return name.charAt(0).toUpperCase() + name.slice(1);
}
