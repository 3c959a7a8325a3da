import nock from 'nock';
import request from 'supertest';
import {app} from './app.js';

export async function smoke() {
	nock('http://localhost:9999').get('/api/nocked').reply(200, {});
	await request(app).get('/api/supertest').expect(200);
}
