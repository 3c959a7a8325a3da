import {Controller, Get} from 'routing-controllers';

@Controller()
export class MetricsController {
	@Get('/metrics')
	metrics() {
		return '';
	}
}
