export default async (request: Request) => {
  if (request.method !== 'POST') return new Response('no', {status: 405});
  return new Response('thanks');
};
