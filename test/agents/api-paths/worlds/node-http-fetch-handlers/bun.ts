import index from './index.html';

Bun.serve({
  routes: {
    '/*': index,
    '/api/notes': {
      GET: () => Response.json([]),
      POST: async (request: Request) => Response.json(await request.json()),
    },
    '/api/notes/:id': (request: Request) => Response.json({url: request.url}),
    '/api/ready': new Response('yes'),
  },
  fetch(request) {
    const {pathname} = new URL(request.url);
    if (pathname === '/legacy') return new Response('old');
    return new Response('not found', {status: 404});
  },
});
