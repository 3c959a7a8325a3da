import {Hono} from 'hono';

const cards = new Hono();
cards.get('/', (c) => c.json([]));
cards.get('/:cardId', (c) => c.json({}));
cards.put('/:cardId/position', (c) => c.json({}));

export default cards;
