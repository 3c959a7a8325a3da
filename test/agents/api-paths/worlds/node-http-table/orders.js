export function orderRoutes({db}) {
  return [
    {verb: 'GET', url: '/api/orders', run: () => [...db.values()]},
    {
      verb: 'GET',
      url: '/api/orders/:id',
      run: ({id}) => db.get(id),
    },
    {verb: 'DELETE', url: '/api/orders/:id', run: remove},
  ];
}

function remove() {}
