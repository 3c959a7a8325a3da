export const onRequestGet = async () => new Response('{}');
export async function onRequestDelete() {
  return new Response(null, {status: 204});
}
