import express from 'express';
import {rates} from './rates.ts';
import {StorageFactory} from './storage.ts';

const app = express();
app.get('/api/rooms', async (request, response) => {
	const storage = StorageFactory.current();
	response.json(await storage.rooms());
});
app.get('/api/rates', async (request, response) => response.json(await rates.today()));
app.listen(3000);
