import {App} from './app.js';
import {OrderController, ReportController} from './controllers/index.js';

const app = new App([new OrderController(), new ReportController()]);
app.listen(4000);
