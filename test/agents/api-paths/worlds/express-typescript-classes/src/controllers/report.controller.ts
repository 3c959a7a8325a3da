import * as express from 'express';

abstract class Base {
	readonly router = express.Router();
	abstract readonly path: string;
}

export class ReportController extends Base {
	readonly path = '/reports';

	constructor() {
		super();
		this.router.get(this.path + '/daily', (_req, res) => {
			res.json({});
		});
	}
}
