import type {Product} from '@shared/schema';

class MemStorage {
	private products = new Map<number, Product>();

	async get(id: number) {
		return this.products.get(id);
	}
	async all() {
		return [...this.products.values()];
	}
	async delete(id: number) {
		this.products.delete(id);
	}
	async login(body: unknown) {
		return body;
	}
	async cart() {
		return [];
	}
	async setCart(items: unknown) {
		return items;
	}
}

export const storage = new MemStorage();
export type Storage = typeof storage;
