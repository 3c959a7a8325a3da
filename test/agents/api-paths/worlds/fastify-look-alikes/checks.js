export async function checks(fastify) {
	const answer = await fastify.inject({method: 'GET', url: '/users'});
	return answer.json();
}
