import axios from 'axios';
import {start} from './session.js';
import './tags.js';

axios.defaults.baseURL = '/api';
axios.defaults.headers.common.Accept = 'application/json';
start('/auth');
