interface Transport {
	get(path: string): Promise<unknown>;
	send(method: string, path: string, body?: unknown): Promise<unknown>;
}

class FetchTransport implements Transport {
	constructor(private readonly root: string) {}

	get(path: string) {
		return this.send('GET', path);
	}

	async send(method: string, path: string, body?: unknown) {
		return (await fetch(this.root + path, {method, body: JSON.stringify(body)})).json();
	}
}

class Wells {
	constructor(private readonly transport: Transport) {}

	list() {
		return this.transport.get('/wells');
	}

	dig(well: unknown) {
		return this.transport.send('POST', '/wells', well);
	}

	dry() {
		return this.transport.get('/droughts');
	}
}

const wells = new Wells(new FetchTransport('/api'));

export const page = async () => [await wells.list(), await wells.dig({}), await wells.dry()];
