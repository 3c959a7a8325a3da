import {Hono} from 'hono';

// Nothing takes these routes over, and nothing serves this app.
const unused = new Hono();
unused.get('/unused', (c) => c.text('unused'));

export default unused;
