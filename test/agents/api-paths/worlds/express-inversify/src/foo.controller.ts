import {controller, httpDelete, httpGet, requestParam, type interfaces} from 'inversify-express-utils';

@controller('/foo')
export class FooController implements interfaces.Controller {
	@httpGet('/')
	private index(): string {
		return 'foo';
	}

	@httpDelete('/:id')
	private delete(@requestParam('id') id: string): string {
		return id;
	}
}
