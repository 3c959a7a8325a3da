import express from 'express';

const app = express();
const loaders = [() => import('./modules/a.js'), () => import('./modules/b.js')];
for (const load of loaders) (await load()).default(app);

const [{register}, {router}] = await Promise.all([import('./modules/c.js'), import('./modules/d.js')]);
register(app);
app.use('/api/d', router);

import('./modules/e.js')
  .then((module) => module.default(app))
  .catch(console.error);

try {
  const {createRouter} = await import('./modules/f.js');
  app.use('/api/f', createRouter({limit: 10}));
} catch (error) {
  console.warn('without f', error);
}

// A name that only the environment knows.
const extra = process.env.EXTRA_MODULE;
if (extra) (await import(extra)).default(app);

app.listen(3000);
