import {HttpClient} from '@angular/common/http';
import {inject} from '@angular/core';
import {ROOT} from './root';

export abstract class Crud<T> {
	protected readonly http = inject(HttpClient);
	protected readonly root = inject(ROOT);
	protected abstract readonly name: string;

	all() {
		return this.http.request<T[]>('GET', `${this.root}/${this.name}`);
	}

	delete(id: number) {
		return this.http.delete(`${this.root}/${this.name}/${id}`);
	}
}
