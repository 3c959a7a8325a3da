import {useCallback, useEffect, useMemo, useState} from 'react';

type Verb = 'GET' | 'POST' | 'DELETE';

export function useRemote() {
	const [isBusy, setBusy] = useState(false);
	const run = useCallback(async (verb: Verb, path: string, body?: unknown) => {
		setBusy(true);
		try {
			const res = await fetch(`/api${path}`, {method: verb, body: JSON.stringify(body)});
			return await res.json();
		} finally {
			setBusy(false);
		}
	}, []);
	return useMemo(
		() => ({
			isBusy,
			read: (path: string) => run('GET', path),
			write: (path: string, body: unknown) => run('POST', path, body),
			erase: (path: string) => run('DELETE', path),
		}),
		[isBusy, run],
	);
}

export function useData<T>(url: string): T | null {
	const [data, setData] = useState<T | null>(null);
	useEffect(() => {
		const controller = new AbortController();
		fetch(url, {signal: controller.signal})
			.then((res) => res.json())
			.then(setData);
		return () => controller.abort();
	}, [url]);
	return data;
}
