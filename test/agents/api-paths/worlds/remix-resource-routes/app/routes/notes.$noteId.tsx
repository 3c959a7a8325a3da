export const loader = async () => Response.json({});

export default function Note() {
  return <p>note</p>;
}
