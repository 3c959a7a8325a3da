import express from 'express';
import billing from '@acme/billing-routes';
import {createHandler} from 'graphql-http/lib/use/express';
import {createProxyMiddleware} from 'http-proxy-middleware';
import swaggerUi from 'swagger-ui-express';
import {createExpressMiddleware} from '@trpc/server/adapters/express';
import {appRouter} from './trpc.js';

const app = express();
app.use('/assets', express.static('public'));
app.use('/docs', swaggerUi.serve, swaggerUi.setup({}));
app.use('/trpc', createExpressMiddleware({router: appRouter}));
app.use('/billing', billing);
app.use('/legacy', createProxyMiddleware({target: 'http://10.0.0.1', changeOrigin: true}));
app.use(createProxyMiddleware({target: 'http://10.0.0.2', pathFilter: '/search'}));
app.all('/graphql', createHandler({schema: null}));
app.use('/ping', (req, res) => res.json({pong: true}));
app.get('/users', (req, res) => res.json([]));
app.listen(3000);
