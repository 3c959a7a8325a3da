import {Router} from 'express';
const base = '/internal';
export const API = {status: `${base}/status`};
export const tags = Router();
tags.get('/', (req, res) => res.json([]));
