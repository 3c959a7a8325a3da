import {all, controller} from 'inversify-express-utils';
import type {Request, Response} from 'express';

@controller('')
export class FallbackController {
	@all('*')
	forward(request: Request, response: Response): void {
		response.json({forwarded: request.path});
	}
}
