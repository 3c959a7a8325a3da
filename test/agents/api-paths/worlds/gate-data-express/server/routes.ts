import type {Express, NextFunction, Request, Response} from 'express';
import bcrypt from 'bcrypt';
import {Note} from './note.ts';
import {findTags} from './tags.ts';
import type {Storage} from './storage.ts';

type Handler = (request: Request, response: Response) => Promise<unknown>;
const guarded = (handler: Handler) => (request: Request, response: Response, next: NextFunction) => handler(request, response).catch(next);

export function registerRoutes(app: Express, storage: Storage) {
	app.get('/api/orders', async (request, response) => response.json(await storage.listOrders()));
	app.get('/api/notes/:id', guarded(async (request, response) => response.json(await Note.findById(request.params.id))));
	app.get('/api/tags', guarded(findTags));
	app.get('/api/time', (request, response) => response.json({now: new Date().toISOString()}));
	app.get('/api/hash', async (request, response) => response.json({hash: await bcrypt.hash('x', 4)}));
}
