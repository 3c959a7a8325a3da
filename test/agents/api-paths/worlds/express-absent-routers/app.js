import express, {Router} from 'express';
import {createBilling} from '../private/billing.js';
import {registerReports} from '../private/reports.js';
import plans from './generated/plans.js';
import {requireUser} from './middleware/require-user.js';
import {version} from './generated/version.js';

const app = express();
const api = Router();
api.get('/health', (req, res) => res.json({version}));
api.use('/plans', plans);
registerReports(api, {limit: 10});
app.use(requireUser);
app.use('/api', api);
app.use('/billing', createBilling());
app.get('/billing/state', (req, res) => res.json({}));
app.listen(3000);
