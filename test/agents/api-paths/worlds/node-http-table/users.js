const list = () => [];

export const userRoutes = (base) => [
  {verb: 'GET', url: `${base}/users`, run: list},
  {verb: 'POST', url: base + '/users', run: () => ({})},
];
