import {Router} from 'express';

export const prefix = '/authors';
export default Router().get('/:id', (_req, res) => {
	res.json({});
});
