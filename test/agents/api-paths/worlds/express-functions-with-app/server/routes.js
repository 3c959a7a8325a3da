import {createServer} from 'node:http';

export async function registerRoutes(app, storage) {
  const prefix = '/api';
  app.get(`${prefix}/items`, async (req, res) => res.json(await storage.items()));
  app.post(`${prefix}/items`, async (req, res) => res.json(await storage.add(req.body)));
  return createServer(app);
}
