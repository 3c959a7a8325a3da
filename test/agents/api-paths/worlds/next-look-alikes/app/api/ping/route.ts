// export async function POST() {}
export async function GET() {
  return Response.json({pong: true});
}

export const revalidate = 60;

const PUT = () => null;
void PUT;
