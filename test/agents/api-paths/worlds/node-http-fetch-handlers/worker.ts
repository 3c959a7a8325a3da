interface Env {
  STORE: unknown;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url);
    const match = url.pathname.match(/^\/links\/([\w-]+)$/);
    if (match && request.method === 'DELETE') {
      return new Response(null, {status: 204});
    }
    switch (url.pathname) {
      case '/links':
        return Response.json(env.STORE);
      default:
        return new Response('Not found', {status: 404});
    }
  },
};
