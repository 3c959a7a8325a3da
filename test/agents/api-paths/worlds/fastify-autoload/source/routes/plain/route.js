export default {
	method: 'GET',
	url: '/object',
	handler: async () => 'declared as an object',
};
