const send = async (path: string, init?: RequestInit) => fetch('/api' + path, init);

const again =
	<A extends unknown[], R>(action: (...args: A) => Promise<R>, times = 3) =>
	async (...args: A): Promise<R> => {
		for (let round = 0; round < times; round++) {
			try {
				return await action(...args);
			} catch {
				// The next round may do better.
			}
		}
		throw new Error('gave up');
	};
const signed =
	(action: typeof send): typeof send =>
	(path, init = {}) =>
		action(path, {...init, headers: {...init.headers, key: 'k'}});

const patient = again(send);
const safe = signed(patient);

export const list = () => patient('/tides');
export const add = () => patient('/tides', {method: 'POST'});
export const drop = (id: string) => safe(`/tides/${id}`, {method: 'DELETE'});
export const ebb = () => safe('/ebb');
