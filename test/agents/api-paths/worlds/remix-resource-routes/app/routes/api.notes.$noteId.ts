import type {ActionFunctionArgs} from '@remix-run/node';
import {json} from '@remix-run/node';

export const loader = async () => json({});

export async function action({request}: ActionFunctionArgs) {
  switch (request.method) {
    case 'PATCH':
      return json({});
    case 'DELETE':
      return new Response(null, {status: 204});
  }
  return new Response('not allowed', {status: 405});
}
