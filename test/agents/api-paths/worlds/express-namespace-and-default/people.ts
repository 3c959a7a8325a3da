import * as express from 'express';
const router = express.Router();
router.route('/').get(list).post((_req, res) => {
	res.sendStatus(201);
});
function list(_req: express.Request, res: express.Response): void {
	res.json([]);
}
export {router};
