import {describe} from '../../../../sql/statement.ts';
import type {Occurrence} from '../../occurrence.ts';
import type {Batch} from '../batch/batch.ts';
import {camel, modelName} from '../names.ts';
import type {Library} from './library.ts';

/** How a library that knows relations loads the rows together with those that the loop runs over; null where nothing is known of them. */
export function withParent(library: Library, {parent, system}: Occurrence, {table, keys}: Batch): string | null {
	const way = ways[library];
	const owner = parent === null ? undefined : describe(parent.pattern, system ?? undefined).tables[0];
	if (way === undefined || owner === undefined || keys.length !== 1) return null;
	const isOwned = !/^(?:id|uuid|guid|ulid|pk)$/i.test(keys[0]!.column);
	const model = camel(modelName(table));
	// `users` asked by id belong one to each; `order_items` asked by order_id are many to each.
	const relation = isOwned ? camel(table) : model;
	return `${way(relation)} where ${owner.split('.').at(-1)!.replaceAll('"', '')} are loaded`;
}

const ways: Partial<Record<Library, (relation: string) => string>> = {
	prisma: (relation) => `\`include: {${relation}: true}\``,
	typeorm: (relation) => `\`relations: {${relation}: true}\``,
	sequelize: (relation) => `\`include: ['${relation}']\``,
	'mikro-orm': (relation) => `\`{populate: ['${relation}']}\``,
	objection: (relation) => `\`.withGraphFetched('${relation}')\``,
	drizzle: (relation) => `\`with: {${relation}: true}\` in a relational query`,
};
