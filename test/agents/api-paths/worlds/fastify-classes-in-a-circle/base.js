import {Created} from './created.js';

export class Base extends Created {
	constructor(app) {
		super(app);
		app.get('/never', async () => 'never');
	}
}
