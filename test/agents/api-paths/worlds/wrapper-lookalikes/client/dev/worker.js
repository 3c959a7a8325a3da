import {http, HttpResponse} from 'msw';
import {setupWorker} from 'msw/browser';

export const worker = setupWorker(
	http.get('/api/mocked', () => HttpResponse.json({})),
	http.post('/api/mocked', () => new HttpResponse(null, {status: 201})),
);
