import {createServer} from 'node:http';
import {DatabaseSync} from 'node:sqlite';

/** A service that asks its database once for each row, with queries that take their time. Started under `register` by tests. */
const database = new DatabaseSync(':memory:');
database.exec('CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)');
const slowly = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) SELECT count(*) AS n FROM n, items WHERE items.id = ?`;
for (let id = 0; id < 12; id++) database.prepare('INSERT INTO items VALUES (?, ?)').run(id, `item ${id}`);

function readOneByOne(): unknown[] {
	const rows = database.prepare('SELECT id FROM items').all();
	return rows.map(({id}) => database.prepare(slowly).get(id!));
}

const server = createServer((request, response) => {
	response.end(JSON.stringify(request.url === '/items' ? readOneByOne() : []));
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
	console.log(`http://127.0.0.1:${(server.address() as {port: number}).port}`);
});
