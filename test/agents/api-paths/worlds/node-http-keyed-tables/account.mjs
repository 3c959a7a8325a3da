export const account = {
  '/account': {
    GET: (_request, response) => response.end('{}'),
    async PUT(_request, response) {
      response.end('{}');
    },
  },
};
