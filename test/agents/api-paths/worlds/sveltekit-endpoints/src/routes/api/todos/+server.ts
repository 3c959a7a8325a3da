import {json} from '@sveltejs/kit';
import type {RequestHandler} from './$types';

export const GET: RequestHandler = () => json([]);
export const POST = (async ({request}) => json(await request.json())) satisfies RequestHandler;
