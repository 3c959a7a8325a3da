export const onRequest = () => new Response('');
