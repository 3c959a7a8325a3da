export function middleware() {
  return Response.json({});
}
