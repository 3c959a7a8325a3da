import got from 'got';
import needle from 'needle';
import request from 'request';
import wretch from 'wretch';

const api = got.extend({prefixUrl: 'http://localhost:3000/api'});
export const list = () => api('jobs').json();
export const start = (job) => api.post('jobs', {json: job});
export const drop = (id) => api.delete(`jobs/${id}`);

const jobs = wretch('http://localhost:3000').url('/api/jobs').options({credentials: 'include'});
export const one = (id) => jobs.get(`/${id}`).json();
export const replace = (id, job) => jobs.url(`/${id}`).json(job).put();
export const add = (job) => jobs.post(job);

export const asNeedle = () => needle('get', 'http://localhost:3000/api/jobs');
export const patched = (id, job) => needle.patch(`http://localhost:3000/api/jobs/${id}`, job, {json: true}, () => {});

const local = request.defaults({baseUrl: 'http://localhost:3000/api'});
export const old = (done) => local({uri: '/jobs', method: 'POST'}, done);
export const older = (id, done) => local.get(`/jobs/${id}`, done);
