export default defineNuxtConfig({
	runtimeConfig: {public: {apiBase: '/backend'}},
});
