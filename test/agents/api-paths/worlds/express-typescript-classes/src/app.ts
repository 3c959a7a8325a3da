import express, {type Application} from 'express';
import type {Controller} from './controllers/controller.js';

export class App {
	public app: Application;

	constructor(controllers: Controller[]) {
		this.app = express();
		this.initializeMiddlewares();
		this.initializeControllers(controllers);
	}

	private initializeMiddlewares(): void {
		this.app.use(express.json());
	}

	private initializeControllers(controllers: Controller[]): void {
		controllers.forEach((controller) => {
			this.app.use('/v1', controller.router);
		});
	}

	public listen(port: number): void {
		this.app.listen(port, () => console.log(`listening on ${port}`));
	}
}
