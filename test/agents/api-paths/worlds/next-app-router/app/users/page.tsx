export default function Users() {
  return <a href="/about">About</a>;
}
