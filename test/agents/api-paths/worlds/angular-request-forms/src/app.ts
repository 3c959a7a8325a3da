import {HttpClient, httpResource} from '@angular/common/http';
import {Component, inject, signal} from '@angular/core';
import {Cars} from './cars';
import {REPORTS} from './root';

@Component({selector: 'app-root', template: ''})
export class App {
	readonly id = signal(1);
	private readonly cars = inject(Cars);
	private readonly http = inject(HttpClient);
	private readonly reports = inject(REPORTS);
	readonly car = httpResource<object>(() => `/api/cars/${this.id()}`);
	readonly wheels = httpResource(() => ({url: '/api/wheels', method: 'GET'}));

	constructor() {
		this.cars.all().subscribe();
		this.cars.remove(4).subscribe();
		this.http.put(this.reports, {}).subscribe();
	}
}
