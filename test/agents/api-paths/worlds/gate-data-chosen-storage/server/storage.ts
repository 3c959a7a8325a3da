import {Pool} from 'pg';

export interface Storage {
	rooms(): Promise<unknown[]>;
}

class MemoryStorage implements Storage {
	async rooms() {
		return [];
	}
}

class DatabaseStorage implements Storage {
	pool = new Pool();

	async rooms() {
		const {rows} = await this.pool.query('select * from rooms');
		return rows;
	}
}

export class StorageFactory {
	private static instance: Storage | null = null;

	static current(): Storage {
		if (process.env.IN_MEMORY === 'true') this.instance = new MemoryStorage();
		else this.instance = new DatabaseStorage();
		return this.instance;
	}
}
