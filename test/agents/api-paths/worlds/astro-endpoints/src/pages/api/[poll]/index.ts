export const ALL = () => new Response('any');
