export const routes = [
  {method: 'GET', path: '', handler: (req, res) => res.json([])},
  {method: 'PATCH', path: '/:id', handler: (req, res) => res.json({})},
];
