import {Remote} from './base';

export class Tasks extends Remote {
	all() {
		return this.get<string[]>('/tasks');
	}

	one(id: string) {
		return this.get<string>(`/tasks/${id}`);
	}

	add(task: {title: string}) {
		return this.post('/tasks', task);
	}

	archive(id: string) {
		return this.post(`/tasks/${id}/archive`, null);
	}
}
