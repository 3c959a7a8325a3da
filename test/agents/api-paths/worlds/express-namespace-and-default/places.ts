import e, {type Request, type Response} from 'express';
const routes = e.Router();
routes.get('/near', (_req: Request, res: Response) => void res.json([]));
export {routes as default};
