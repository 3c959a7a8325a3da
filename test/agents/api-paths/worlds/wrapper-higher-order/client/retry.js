export async function retry(action, times = 3) {
	try {
		return await action();
	} catch (error) {
		if (times === 0) throw error;
		return retry(action, times - 1);
	}
}

export function attempt(request, ...args) {
	return request(...args).catch(() => request(...args));
}

export class Client {
	constructor(transport) {
		this.transport = transport;
	}

	load(path) {
		return this.transport('/api' + path);
	}
}
