module.exports = {
	modules: ['@nuxtjs/axios'],
	axios: {baseURL: process.env.BASE ?? '/shelf', progress: false},
};
