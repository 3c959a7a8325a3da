export abstract class Remote {
	protected readonly root: string = '/api/v1';
	#token: string | null = null;

	signIn(token: string) {
		this.#token = token;
	}

	protected async get<T>(path: string): Promise<T> {
		return this.send<T>('GET', path);
	}

	protected post<T>(path: string, body: unknown): Promise<T> {
		return this.send<T>('POST', path, body);
	}

	private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
		const headers: Record<string, string> = {};
		if (this.#token) headers.authorization = this.#token;
		const res = await fetch(this.root + path, {method, headers, body: JSON.stringify(body)});
		return (await res.json()) as T;
	}
}
