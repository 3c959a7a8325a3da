import express from 'express';
import registerAdmin from './admin.js';
import {registerRoutes} from './routes.js';
import {createInvoiceRouter} from './invoices.js';
import {MemoryStorage} from './storage.js';

(async () => {
  const app = express();
  const server = await registerRoutes(app, new MemoryStorage());
  registerAdmin(app);
  app.use('/api/invoices', createInvoiceRouter({storage: new MemoryStorage(), base: '/pdf'}));
  server.listen(5000);
})();
