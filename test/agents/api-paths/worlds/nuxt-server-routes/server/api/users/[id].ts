import {defineEventHandler, getMethod, createError} from 'h3';

export default defineEventHandler((event) => {
  if (event.method === 'GET') return {id: 1};
  if (getMethod(event) === 'DELETE') return null;
  throw createError({statusCode: 405});
});
