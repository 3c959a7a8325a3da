import express, {type Express} from 'express';
import path from 'path';

export function serveStatic(app: Express) {
	const dist = path.resolve(import.meta.dirname, 'public');
	app.use(express.static(dist));
	app.use('*', (_req, res) => {
		res.sendFile(path.resolve(dist, 'index.html'));
	});
}
