import {HttpClient} from '@angular/common/http';
import {inject} from '@angular/core';
import {ROOT} from './root';

export abstract class Crud<T> {
	protected readonly http = inject(HttpClient);
	protected readonly root = inject(ROOT);

	protected load(name: string) {
		return this.http.request<T[]>('GET', `${this.root}/${name}`);
	}

	protected drop(name: string, id: number) {
		return this.http.delete(`${this.root}/${name}/${id}`);
	}
}
