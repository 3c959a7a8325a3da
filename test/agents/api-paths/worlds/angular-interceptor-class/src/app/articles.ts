import {HttpClient} from '@angular/common/http';
import {Injectable} from '@angular/core';

@Injectable()
export class Articles {
	constructor(private readonly http: HttpClient) {}

	list() {
		return this.http.get('/articles');
	}

	one(slug: string) {
		return this.http.get(`/articles/${slug}`);
	}

	login(credentials: object) {
		return this.http.post('/users/login', {user: credentials});
	}

	gravatar(hash: string) {
		return this.http.get(`https://gravatar.example.com/${hash}.json`);
	}

	favorite(slug: string) {
		return this.http.post(`/articles/${slug}/favorite`, {});
	}
}
