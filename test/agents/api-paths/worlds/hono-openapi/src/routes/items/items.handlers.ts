import type {AppRouteHandler} from '../../lib/types.ts';
import type {ListRoute} from './items.routes.ts';

export const list: AppRouteHandler<ListRoute> = async (c) => c.json([]);
export const update = async (c: {json(value: unknown): Response}) => c.json({});
