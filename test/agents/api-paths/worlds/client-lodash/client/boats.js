import axios from 'axios';
import _, {debounce, isString, join, trimEnd} from 'lodash';
import merge from 'lodash.merge';

const settings = {api: {root: '/', list: '/boats'}};
const defaults = {method: 'get', headers: {accept: 'json'}};

function request(path, options) {
	const config = merge({}, defaults, options);
	const url = isString(path) ? path : join(path, '/');
	return axios({...config, url: `${trimEnd(settings.api.root, '/')}/${_.trimStart(url, '/')}`});
}

export const list = () => axios.get(_.get(settings, 'api.list'));
export const crew = (id) => request(['boats', id, 'crew'], {method: 'put'});
export const port = (code) => request(`/ports/${code}`);
export const add = () => request('/ports', {method: 'post'});
export const find = debounce((code) => axios.get(`/ports/${code}`), 300);
export const all = () => Promise.all(_.map(['boats', 'ferries'], (name) => axios.get(`/${name}`)));
