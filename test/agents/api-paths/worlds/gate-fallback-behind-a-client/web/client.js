import axios from 'axios';

class ShopClient {
	http = axios.create({baseURL: '/api'});

	async orders() {
		const {data} = await this.http.get('/orders');
		return data;
	}

	async order(order) {
		const {data} = await this.http.post('/orders', order);
		return data;
	}
}

export const shop = new ShopClient();
