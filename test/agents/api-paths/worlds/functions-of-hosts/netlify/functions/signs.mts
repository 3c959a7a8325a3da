export default async () => new Response('[]');

export const config = {path: '/api/signs'};
