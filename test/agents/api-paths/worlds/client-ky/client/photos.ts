import ky from 'ky';

const api = ky.create({prefixUrl: '/api', timeout: 2000});
const admin = api.extend({prefixUrl: '/api/admin', headers: {'x-admin': '1'}});
const traced = api.extend({hooks: {beforeRequest: [(request) => console.log(request.url)]}});

export const list = () => api.get('photos', {searchParams: {page: 1}}).json();
export const one = (id: string) => api(`photos/${id}`).json();
export const upload = (body: FormData) => traced('photos', {method: 'post', body});
export const remove = (id: string) => admin.delete(`photos/${id}`);
export const plain = () => ky('/api/photos').json();
export const gone = (id: string) => api.delete(`photos/${id}`);
export const elsewhere = () => ky.get('https://photos.example.com/api/photos');
