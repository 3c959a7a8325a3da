Deno.serve({port: 8000}, async (request) => {
  const url = new URL(request.url);
  if (url.pathname.startsWith('/api/sessions')) {
    return Response.json([]);
  }
  if (request.method === 'POST' && url.pathname === '/api/logs') {
    return Response.json(await request.json());
  }
  return new Response('Not found', {status: 404});
});
