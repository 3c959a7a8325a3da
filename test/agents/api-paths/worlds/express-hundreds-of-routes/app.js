import express, {Router} from 'express';

const areas = ['users', 'teams', 'orders', 'invoices', 'carts', 'stocks', 'sites', 'plans', 'files', 'tags', 'notes', 'tasks', 'jobs', 'events', 'alerts', 'labels'];
const actions = ['list', 'count', 'export', 'import', 'archive', 'restore', 'publish', 'approve', 'reject', 'assign', 'merge', 'split', 'lock', 'unlock', 'share', 'clone'];

const all = areas.flatMap((area) =>
  actions.map((action) => ({method: 'post', path: `/${area}/${action}`, handler: (req, res) => res.json({})})),
);

const router = Router();
all
  .map((route) => ({...route, path: `/v1${route.path}`}))
  .forEach((route) => {
    router[route.method](route.path, route.handler);
  });

const app = express();
app.use('/api', router);
app.listen(3000);
