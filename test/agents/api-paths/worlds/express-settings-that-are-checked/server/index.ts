import express from 'express';
import {badges} from './settings';

const usesBadges = () => {
	if (badges) return true;
	return false;
};

const app = express();
if (usesBadges()) {
	app.post('/enter/badge', (req, res) => res.json({}));
} else {
	app.post('/enter/word', (req, res) => res.json({}));
}
app.listen(3000);
