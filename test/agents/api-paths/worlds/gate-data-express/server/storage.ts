import {drizzle} from 'drizzle-orm/node-postgres';
import {eq} from 'drizzle-orm';
import {orders} from './schema.ts';

const db = drizzle(process.env.DATABASE_URL!);

export interface Storage {
	listOrders(): Promise<unknown[]>;
}

export class DatabaseStorage implements Storage {
	async listOrders() {
		return db.select().from(orders).where(eq(orders.isOpen, true));
	}
}
