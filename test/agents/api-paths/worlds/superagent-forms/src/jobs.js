const request = require('superagent');
const prefixed = request.agent().use(require('superagent-prefix')('/api'));

const agent = request.agent().use((req) => {
	req.url = `/api${req.url}`;
	return req;
});

exports.health = () => request('/health');
exports.rename = (id, name) => request('PATCH', `/api/jobs/${id}`).send({name});
exports.create = (job) => agent.post('/jobs').send(job);
exports.list = async () => (await prefixed.get('/jobs').query({open: true})).body;
exports.clear = () => agent.delete('/jobs');
