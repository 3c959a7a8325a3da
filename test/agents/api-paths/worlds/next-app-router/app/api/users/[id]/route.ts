import {withUser} from '@/lib/with-user';

async function handler() {
  return Response.json({});
}

export {handler as GET, handler as PUT};
export const DELETE = withUser(async () => new Response(null, {status: 204}));
