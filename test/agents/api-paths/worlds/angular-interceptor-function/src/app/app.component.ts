import {HttpClient} from '@angular/common/http';
import {Component, inject} from '@angular/core';

@Component({selector: 'app-root', standalone: true, template: ''})
export class AppComponent {
	private readonly http = inject(HttpClient);

	load(name: string) {
		return this.http.get(`/profiles/${name}`);
	}

	follow(name: string) {
		return this.http.post(`profiles/${name}/follow`, null);
	}

	unfollow(name: string) {
		return this.http.delete(`/profiles/${name}/follow`);
	}
}
