export async function DELETE() {
  return new Response(null, {status: 204});
}

export const fallback = () => new Response('no');
