import {HttpBackend, HttpClient} from '@angular/common/http';
import {Injectable} from '@angular/core';

@Injectable({providedIn: 'root'})
export class Session {
	token: string | null = null;
	private direct: HttpClient;

	constructor(backend: HttpBackend) {
		this.direct = new HttpClient(backend);
	}

	settings() {
		return this.direct.get('/assets/settings.json');
	}
}
