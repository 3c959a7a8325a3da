import {Hono} from 'hono';
import {readFileSync} from 'node:fs';

interface Row {
	path: string;
	method: string;
	answer: string;
}

const rows: Row[] = JSON.parse(readFileSync('rows.json', 'utf8'));
const app = new Hono().basePath('/stub');
for (const row of rows) app.on(row.method, row.path, (c) => c.text(row.answer));
app.get('/index', (c) => c.json(rows));

export default {fetch: app.fetch};
