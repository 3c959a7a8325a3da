export const loader = () => new Response('<urlset/>');
