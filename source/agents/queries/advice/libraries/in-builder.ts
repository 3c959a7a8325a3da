import type {Batch, PlainRead} from '../batch/batch.ts';
import {camel, isPlainName, listName, modelName, valueName} from '../names.ts';
import type {Library} from './library.ts';

/** A batch in a library's own words. */
export interface InBuilder {
	/** The part that makes it one, for a sentence. */
	readonly gist: string;
	/** An expression to await. */
	readonly expression: string;
	/** What the key is called in the objects that come back. */
	readonly key: string;
}

/** Null: only SQL will do, or the library has no words of its own. */
export function inBuilder(library: Library, batch: Batch): InBuilder | null {
	const {plain, verb, keys} = batch;
	const write = ways[library];
	if (plain === null || write === undefined || (verb !== 'insert' && keys.length !== 1) || verb === 'update') return null;
	if (plain.hasAliases && !hasModels.has(library)) return null;
	const column = keys[0]?.column ?? '';
	const name = namesProperties.has(library) ? camel : (text: string) => text;
	const list = listName(column);
	return {...write({plain, verb, column: name(column), list, name, model: modelName(plain.table)}), key: name(column)};
}

interface Ask {
	readonly plain: PlainRead;
	readonly verb: 'select' | 'insert' | 'delete';
	readonly column: string;
	readonly list: string;
	/** What a column is called in the code. */
	readonly name: (column: string) => string;
	readonly model: string;
}

type Way = (ask: Ask) => Omit<InBuilder, 'key'>;

/** They read whole objects, whatever their columns are called in the query. */
const hasModels = new Set<Library>(['prisma', 'typeorm', 'sequelize', 'mikro-orm', 'objection']);

/** Models have properties, not columns. */
const namesProperties = new Set<Library>(['prisma', 'typeorm', 'sequelize', 'mikro-orm', 'drizzle']);

const ways: Partial<Record<Library, Way>> = {
	prisma: ({plain, verb, column, list, name, model}) => {
		const where = objectOf([[column, `{in: ${list}}`], ...sameOf(plain, name)]);
		const client = `prisma.${camel(model)}`;
		if (verb === 'insert') return {gist: 'createMany', expression: `${client}.createMany({data: rows})`};
		if (verb === 'delete') return {gist: `deleteMany({where: ${where}})`, expression: `${client}.deleteMany({where: ${where}})`};
		const order = plain.order.map((one) => `{${name(one.column)}: '${one.isDescending ? 'desc' : 'asc'}'}`);
		const options = [`where: ${where}`, ...(order.length > 0 ? [`orderBy: [${order.join(', ')}]`] : [])];
		return {gist: `findMany({where: ${where}})`, expression: `${client}.findMany({${options.join(', ')}})`};
	},
	typeorm: ({plain, verb, column, list, name, model}) => {
		const repository = `dataSource.getRepository(${model})`;
		const where = objectOf([[column, `In(${list})`], ...sameOf(plain, name)]);
		if (verb === 'insert') return {gist: 'insert(rows)', expression: `${repository}.insert(rows)`};
		if (verb === 'delete') return {gist: `delete(${where})`, expression: `${repository}.delete(${where})`};
		const order = plain.order.map((one) => `${name(one.column)}: '${one.isDescending ? 'DESC' : 'ASC'}'`);
		const options = [`where: ${where}`, ...(order.length > 0 ? [`order: {${order.join(', ')}}`] : [])];
		return {gist: `find({where: ${where}})`, expression: `${repository}.find({${options.join(', ')}})`};
	},
	sequelize: ({plain, verb, column, list, name, model}) => {
		const where = objectOf([[column, list], ...sameOf(plain, name)]);
		if (verb === 'insert') return {gist: 'bulkCreate(rows)', expression: `${model}.bulkCreate(rows)`};
		if (verb === 'delete') return {gist: `destroy({where: ${where}})`, expression: `${model}.destroy({where: ${where}})`};
		const order = plain.order.map((one) => `['${name(one.column)}', '${one.isDescending ? 'DESC' : 'ASC'}']`);
		const options = [`where: ${where}`, ...(order.length > 0 ? [`order: [${order.join(', ')}]`] : [])];
		return {gist: `findAll({where: ${where}})`, expression: `${model}.findAll({${options.join(', ')}})`};
	},
	'mikro-orm': ({plain, verb, column, list, name, model}) => {
		const where = objectOf([[column, `{$in: ${list}}`], ...sameOf(plain, name)]);
		if (verb === 'insert') return {gist: 'insertMany', expression: `em.insertMany(${model}, rows)`};
		if (verb === 'delete') return {gist: `nativeDelete(${model}, ${where})`, expression: `em.nativeDelete(${model}, ${where})`};
		const order = plain.order.map((one) => `{${name(one.column)}: '${one.isDescending ? 'desc' : 'asc'}'}`);
		const options = order.length > 0 ? `, {orderBy: [${order.join(', ')}]}` : '';
		return {gist: `find(${model}, ${where})`, expression: `em.find(${model}, ${where}${options})`};
	},
	drizzle: ({plain, verb, column, list, name}) => {
		const table = camel(plain.table);
		const equal = plain.same.map(({label}) => `eq(${table}.${name(label)}, ${valueName(label)})`);
		const listed = `inArray(${table}.${column}, ${list})`;
		const where = equal.length === 0 ? listed : `and(${[listed, ...equal].join(', ')})`;
		if (verb === 'insert') return {gist: 'insert(…).values(rows)', expression: `db.insert(${table}).values(rows)`};
		if (verb === 'delete') return {gist: listed, expression: `db.delete(${table}).where(${where})`};
		const order = plain.order.map((one) => `${one.isDescending ? 'desc' : 'asc'}(${table}.${name(one.column)})`);
		const sorted = order.length === 0 ? '' : `.orderBy(${order.join(', ')})`;
		return {gist: listed, expression: `db.select().from(${table}).where(${where})${sorted}`};
	},
	kysely: ({plain, verb, column, list}) => {
		const where = [
			`.where(${quote(column)}, 'in', ${list})`,
			...plain.same.map(({label}) => `.where(${quote(label)}, '=', ${valueName(label)})`),
		].join('');
		const gist = `.where(${quote(column)}, 'in', ${list})`;
		if (verb === 'insert') return {gist: '.values(rows)', expression: `db.insertInto(${quote(plain.table)}).values(rows).execute()`};
		if (verb === 'delete') return {gist, expression: `db.deleteFrom(${quote(plain.table)})${where}.execute()`};
		const columns = plain.columns === null ? '.selectAll()' : `.select([${plain.columns.map(quote).join(', ')}])`;
		const order = plain.order.map((one) => `.orderBy(${quote(one.column)}${one.isDescending ? ", 'desc'" : ''})`).join('');
		return {gist, expression: `db.selectFrom(${quote(plain.table)})${columns}${where}${order}.execute()`};
	},
	knex: (ask) => likeKnex(ask, `knex(${quote(ask.plain.table)})`),
	objection: (ask) => likeKnex(ask, `${ask.model}.query()`),
};

function likeKnex({plain, verb, column, list}: Ask, from: string): Omit<InBuilder, 'key'> {
	const gist = `.whereIn(${quote(column)}, ${list})`;
	const where = [gist, ...plain.same.map(({label}) => `.where(${quote(label)}, ${valueName(label)})`)].join('');
	if (verb === 'insert') return {gist: '.insert(rows)', expression: `${from}.insert(rows)`};
	if (verb === 'delete') return {gist, expression: `${from}${where}.${from.startsWith('knex') ? 'del' : 'delete'}()`};
	const columns = plain.columns === null ? '' : `.select(${plain.columns.map(quote).join(', ')})`;
	const order = plain.order.map((one) => `.orderBy(${quote(one.column)}${one.isDescending ? ", 'desc'" : ''})`).join('');
	return {gist, expression: `${from}${columns}${where}${order}`};
}

function sameOf(plain: PlainRead, name: (column: string) => string): [string, string][] {
	return plain.same.map(({label}) => [name(label), valueName(label)]);
}

function objectOf(entries: readonly (readonly [string, string])[]): string {
	const parts = entries.map(([key, value]) => (key === value ? key : `${isPlainName(key) ? key : quote(key)}: ${value}`));
	return `{${parts.join(', ')}}`;
}

function quote(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
