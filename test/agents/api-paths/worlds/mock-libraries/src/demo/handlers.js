import axios from 'axios';
import MockAdapter from 'axios-mock-adapter';
import fetchMock from 'fetch-mock';
import {createServer} from 'miragejs';
import {http, HttpResponse} from 'msw';
import {setupWorker} from 'msw/browser';

export const worker = setupWorker(
	http.get('/api/msw', () => HttpResponse.json({})),
	http.post('/api/msw', async ({request}) => HttpResponse.json(await request.json())),
);

export function adapt() {
	const mock = new MockAdapter(axios);
	mock.onGet('/api/adapted').reply(200, {});
	fetchMock.get('/api/fetch-mocked', {}).post('/api/fetch-mocked', 201);
	createServer({
		routes() {
			this.get('/api/mirage', () => []);
		},
	});
}
