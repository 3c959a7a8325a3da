import express from 'express';

export const lend = () => {
	const loans = express.Router({mergeParams: true});
	loans.post('/', (req, res) => res.sendStatus(201));
	loans.get('/*rest', (req, res) => res.json([]));
	return loans;
};
