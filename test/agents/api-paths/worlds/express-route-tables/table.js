const ok = (req, res) => res.json({});
export const routes = [
  {method: 'get', path: '/status', handlers: [ok]},
  {method: 'post', path: '/status', handlers: [ok, ok]},
];
