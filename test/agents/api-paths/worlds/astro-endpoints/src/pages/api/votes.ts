import type {APIRoute} from 'astro';

export const GET: APIRoute = () => new Response('[]');
export const POST: APIRoute = async ({request}) => new Response(await request.text());
