import {controller, httpGet} from 'inversify-express-utils';

@controller('/healthcheck')
export class HealthController {
	@httpGet('/')
	check(): string {
		return 'ok';
	}
}
