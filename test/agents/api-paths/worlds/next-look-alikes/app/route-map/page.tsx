export default function RouteMap() {
  return <p>GET /api/secrets</p>;
}
