export const isGet = ({method}) => method === 'GET' || method === 'HEAD';

export function on(request, method, path) {
  return request.method === method && request.url.split('?')[0] === path;
}
