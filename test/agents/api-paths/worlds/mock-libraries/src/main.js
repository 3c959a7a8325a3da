import axios from 'axios';

export const load = () => axios.get('/api/real');
