import type {Express} from 'express';

export function registerReports(app: Express, prefix: string) {
	app.get(`${prefix}/sales`, (req, res) => res.json([]));
	app.get(`${prefix}/stock`, (req, res) => res.json([]));
}
