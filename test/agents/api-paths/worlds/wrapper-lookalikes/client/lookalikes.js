import path from 'node:path';
import i18next from 'i18next';
import {useNavigate} from 'react-router-dom';

const cache = new Map([['/api/cached', 1]]);
const registry = {
	handlers: {},
	get(name) {
		return this.handlers[name];
	},
	post(name, handler) {
		this.handlers[name] = handler;
	},
};

class Store {
	items = new Map();
	get(key) {
		return this.items.get(key);
	}
	delete(key) {
		return this.items.delete(key);
	}
}

export function look(router) {
	const navigate = useNavigate();
	const store = new Store();
	registry.post('/api/handler', () => 'handled');
	navigate('/api/navigated');
	router.push('/api/pushed');
	history.pushState({}, '', '/api/state');
	localStorage.setItem('/api/stored', localStorage.getItem('/api/stored') ?? '');
	store.delete('/api/store');
	console.log('/api/logged', i18next.t('/api/translated'), path.join('/api', 'joined'));
	return [cache.get('/api/cached'), registry.get('/api/handler'), store.get('/api/store')];
}

export const loadReal = () => fetch('/api/real');
