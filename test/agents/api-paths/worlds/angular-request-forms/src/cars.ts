import {HttpRequest} from '@angular/common/http';
import {Injectable} from '@angular/core';
import {Crud} from './crud';

@Injectable({providedIn: 'root'})
export class Cars extends Crud<{id: number}> {
	all() {
		return this.load('cars');
	}

	remove(id: number) {
		return this.drop('cars', id);
	}

	add(car: object) {
		return this.http.request(new HttpRequest('POST', '/api/cars', car, {reportProgress: true}));
	}
}
