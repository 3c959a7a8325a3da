export const GET = () => new Response('draft');
