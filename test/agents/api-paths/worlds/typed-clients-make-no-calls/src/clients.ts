import {createTRPCReact} from '@trpc/react-query';
import {hc} from 'hono/client';
import createClient from 'openapi-fetch';

export const trpc = createTRPCReact();
export const rpc = hc('/api');
export const openapi = createClient({baseUrl: '/v9'});
