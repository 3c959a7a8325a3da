import type {NextFunction, Request, Response} from 'express';

export function requireUser(req: Request, res: Response, next: NextFunction) {
	if (!req.headers.authorization) return res.sendStatus(401);
	next();
}
