import {Hono} from 'hono';

// An app for tests of the queue: not what the worker's configuration names.
const consumer = new Hono();
consumer.post('/consume', (c) => c.body(null, 202));
export default consumer;
