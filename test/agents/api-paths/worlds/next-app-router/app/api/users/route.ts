import {NextResponse} from 'next/server';

export async function GET() {
  return NextResponse.json([]);
}

export const POST = async (request: Request) => {
  return NextResponse.json(await request.json(), {status: 201});
};

export const dynamic = 'force-dynamic';
