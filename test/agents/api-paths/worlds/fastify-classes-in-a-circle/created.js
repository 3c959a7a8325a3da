import {Base} from './base.js';

export class Created extends Base {
	kind = 'created';
}
