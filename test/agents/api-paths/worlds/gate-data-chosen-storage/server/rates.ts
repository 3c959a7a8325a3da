import axios from 'axios';
import type {AxiosInstance} from 'axios';

class Rates {
	private http: AxiosInstance;

	constructor() {
		this.http = axios.create({baseURL: 'https://rates.example.com'});
	}

	async today() {
		const {data} = await this.http.get('/today');
		return data;
	}
}

export const rates = new Rates();
