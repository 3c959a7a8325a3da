import {Type} from '@sinclair/typebox';
import type {FastifyPluginAsync} from 'fastify';

const Params = Type.Object({roomId: Type.Integer()});

const rooms: FastifyPluginAsync = async (fastify) => {
	fastify.get('', async () => []);
	fastify.get<{Params: {roomId: number}}>('/:roomId(^\\d+$)', {schema: {params: Params}}, async ({params}) => params.roomId);
	fastify.put('/:roomId/beds/:bedId', {schema: {params: Params}, preHandler: [checkOwner]}, async () => null);
};

async function checkOwner(): Promise<void> {}

export default rooms;
