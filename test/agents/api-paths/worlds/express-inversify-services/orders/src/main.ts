import './fallback.controller';
import './health.controller';
import {start} from './server';

start();
