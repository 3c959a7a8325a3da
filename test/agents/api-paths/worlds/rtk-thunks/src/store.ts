import {configureStore} from '@reduxjs/toolkit';
import axios from 'axios';
import {reducer} from './reducer';

export const api = axios.create({baseURL: 'http://localhost:3000', timeout: 5000});

export const store = configureStore({
	reducer,
	middleware: (getDefaultMiddleware) => getDefaultMiddleware({thunk: {extraArgument: api}}),
});
