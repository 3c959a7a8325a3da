import {Remote} from './base';

class Stats extends Remote {
	protected override readonly root = '/internal';

	load = () => this.get('/stats');
	reset() {
		return this.post('/stats', {});
	}
}

export const stats = new Stats();
