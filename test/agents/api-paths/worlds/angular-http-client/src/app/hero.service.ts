import {HttpClient, HttpHeaders, HttpParams} from '@angular/common/http';
import {Injectable} from '@angular/core';
import {Observable, of} from 'rxjs';
import {catchError, tap} from 'rxjs/operators';
import {environment} from '../environments/environment';

export interface Hero {
	id: number;
	name: string;
}

@Injectable({providedIn: 'root'})
export class HeroService {
	private readonly heroesUrl = `${environment.apiUrl}/heroes`;
	private readonly seen = new Map<string, Hero>();
	private readonly options = {headers: new HttpHeaders({'Content-Type': 'application/json'})};

	constructor(private http: HttpClient) {}

	getHeroes(term: string): Observable<Hero[]> {
		const params = new HttpParams().set('name', term);
		return this.http.get<Hero[]>(this.heroesUrl, {params}).pipe(
			tap((heroes) => heroes.forEach((hero) => this.seen.set(hero.name, hero))),
			catchError(() => of([])),
		);
	}

	getHero(id: number): Observable<Hero> {
		const url = `${this.heroesUrl}/${id}`;
		return this.http.get<Hero>(url);
	}

	cached(name: string) {
		return this.seen.get('/heroes/' + name);
	}

	save(hero: Hero) {
		return this.http.put(`${this.heroesUrl}/${hero.id}`, hero, this.options);
	}

	add(hero: Hero) {
		return this.http.post<Hero>(this.heroesUrl, hero, this.options);
	}

	remove(id: number) {
		return this.http.delete<Hero>(`${this.heroesUrl}/${id}`);
	}
}
