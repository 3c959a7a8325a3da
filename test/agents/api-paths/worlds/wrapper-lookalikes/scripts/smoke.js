import nock from 'nock';
import request from 'supertest';
import {app} from '../server/index.js';

nock('http://localhost:3000').get('/api/nocked').reply(200);

export async function smoke() {
	await request(app).get('/api/tested').expect(200);
	await request(app).post('/api/tested').send({}).expect(201);
}
