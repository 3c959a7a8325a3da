import express, {type NextFunction, type Request, type Response} from 'express';
import {createServer} from 'http';
import {registerRoutes} from './routes';
import {serveStatic} from './static';

const app = express();
app.set('trust proxy', 1);
app.use(express.json());

(async () => {
	registerRoutes(app);

	app.use((err: Error, _req: Request, res: Response, _next: NextFunction) => {
		res.status(500).json({message: err.message});
	});

	serveStatic(app);
	createServer(app).listen(5000);
})();
