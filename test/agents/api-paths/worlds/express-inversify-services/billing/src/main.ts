import './fallback.controller';
import './health.controller';
import './invoices.controller';
import {start} from './server';

start();
