import Fastify from 'fastify';
import {addAudit} from './ee/audit.js';
import {billing} from './ee/billing.js';

const app = Fastify();
app.get('/users', () => []);
app.register(billing, {prefix: '/billing'});
if (process.env.EDITION === 'enterprise') addAudit(app);
app.listen({port: 3000});
