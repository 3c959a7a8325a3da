import axios from 'axios';

export const tags = () => axios.get('/tags');
export const posts = (tag) => axios.get(`/tags/${tag}/posts`);
export const rename = (tag, name) => axios.put(`/tags/${tag}`, {name});
