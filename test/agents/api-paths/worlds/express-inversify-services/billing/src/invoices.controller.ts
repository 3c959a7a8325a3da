import {controller, httpGet} from 'inversify-express-utils';

@controller('/invoices')
export class InvoicesController {
	@httpGet('/:id')
	one(): string {
		return 'invoice';
	}
}
