import axios from 'axios';
import {createApp} from 'vue';
import App from './App.vue';
import {http} from './http';
import {apiPlugin} from './plugin';

const app = createApp(App);
app.config.globalProperties.$axios = axios.create({baseURL: '/api'});
app.provide('http', http);
app.use(apiPlugin, {root: '/api'});
app.mount('#app');
