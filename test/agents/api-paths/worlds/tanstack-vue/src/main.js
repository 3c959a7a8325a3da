import {VueQueryPlugin} from '@tanstack/vue-query';
import {createApp} from 'vue';
import App from './App.vue';

const ask = async ({queryKey}) => {
	const parts = queryKey.filter((part) => typeof part !== 'object');
	return (await fetch(`/api/${parts.join('/')}`)).json();
};

createApp(App)
	.use(VueQueryPlugin, {queryClientConfig: {defaultOptions: {queries: {queryFn: ask}}}})
	.mount('#app');
