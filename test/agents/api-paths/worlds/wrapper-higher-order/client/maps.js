import axios from 'axios';
import {attempt, Client, retry} from './retry.js';

const client = new Client(fetch);

export const list = () => retry(() => axios.get('/api/maps'), 5);
export const add = (map) => attempt(axios.post, '/api/maps', map);
export const one = (id) => attempt(fetch, `/api/maps/${id}`);
export const tiles = () => client.load('/tiles');
export const labels = () => client.load('/labels');
export const styles = () => retry(() => fetch('/api/styles'));
