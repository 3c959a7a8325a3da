import type {FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';

export class BookingController {
	readonly #server: FastifyInstance;

	constructor(
		server: FastifyInstance,
		private readonly base: string,
	) {
		this.#server = server;
	}

	register(): void {
		this.#server.get(`${this.base}/mine`, this.mine.bind(this));
		this.#server.post(this.base, (request, reply) => this.create(request, reply));
	}

	private async mine(): Promise<string[]> {
		return [];
	}

	private async create(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
		await reply.code(201).send();
	}
}
