import {Elysia, t} from 'elysia';

export const cakes = new Elysia({prefix: 'cakes', name: 'cakes'})
	.get('/', () => [])
	.get('/:id', ({params: {id}}) => id, {params: t.Object({id: t.Numeric()})})
	.put('/:id/layers/:layer?', () => null);
