import {request} from 'graphql-request';
import {createClient} from 'urql';

export const urql = createClient({url: '/graph', exchanges: []});
export const authors = () => request('/graphql', '{ authors { id } }');
