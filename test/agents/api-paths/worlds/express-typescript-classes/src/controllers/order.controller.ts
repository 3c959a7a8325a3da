import {Router, type NextFunction, type Request, type Response} from 'express';
import type {Controller} from './controller.js';

export class OrderController implements Controller {
	public path = '/orders';
	public router: Router = Router();

	constructor() {
		this.initializeRoutes();
	}

	private initializeRoutes(): void {
		this.router.get(this.path, this.list);
		this.router.get(`${this.path}/:id`, this.one);
		this.router.route(`${this.path}/:id/items`).get(this.list).post(this.add.bind(this));
	}

	private list = (_req: Request, res: Response) => {
		res.json([]);
	};

	private one = async (req: Request, res: Response, next: NextFunction) => {
		try {
			res.json({id: req.params['id']});
		} catch (error) {
			next(error);
		}
	};

	private add(_req: Request, res: Response): void {
		res.status(201).end();
	}
}
