import {compile} from 'path-to-regexp';
import qs from 'qs';
import queryString from 'query-string';
import {generatePath} from 'react-router-dom';
import urlJoin from 'url-join';

const base = '/api/v1/';
const toStreet = compile('/api/v1/cities/:id/streets/:street');

export const list = (query) => fetch(urlJoin(base, 'cities', '?' + qs.stringify(query)));
export const one = (id) => fetch(urlJoin(base, '/cities/', String(id)));
export const search = (name) => fetch(queryString.stringifyUrl({url: '/api/v1/cities', query: {name}}));
export const street = (id, street) => fetch(toStreet({id, street}));
export const byRoute = (id) => fetch(generatePath('/api/v1/cities/:id', {id}));
export const houses = (id) => fetch(generatePath('/api/v1/cities/:id/houses', {id}));
export const page = (id) => generatePath('/cities/:id', {id});
