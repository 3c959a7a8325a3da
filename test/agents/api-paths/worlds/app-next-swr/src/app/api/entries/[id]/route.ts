import {NextResponse} from 'next/server';

async function find(id: string) {
	return {id};
}

async function GET(_: Request, {params}: {params: {id: string}}) {
	return NextResponse.json(await find(params.id));
}

async function DELETE() {
	return new Response(null, {status: 204});
}

export {DELETE, GET};
