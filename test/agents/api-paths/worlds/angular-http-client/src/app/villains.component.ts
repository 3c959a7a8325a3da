import {HttpClient} from '@angular/common/http';
import {Component, inject} from '@angular/core';
import {environment} from '../environments/environment';
import {HeroService} from './hero.service';

@Component({selector: 'app-villains', template: '<p>{{ villains.length }}</p>'})
export class VillainsComponent {
	private http = inject(HttpClient);
	private heroes = inject(HeroService);
	villains: string[] = [];

	ngOnInit() {
		this.http.get<string[]>(environment.apiUrl + '/villains').subscribe((villains) => (this.villains = villains));
		this.heroes.getHeroes('').subscribe();
	}
}
