import useSWR from 'swr';
import useSWRMutation from 'swr/mutation';

async function authorised([url, token]: [string, string]) {
	const res = await fetch(url, {headers: {Authorization: token}});
	return res.json();
}

async function update(url: string, {arg}: {arg: {amount: number}}) {
	await fetch(url, {method: 'PUT', body: JSON.stringify(arg)});
}

export function useCart(id: string, token: string) {
	const cart = useSWR([`/api/cart/${id}`, token], authorised);
	const {trigger} = useSWRMutation(`/api/cart/${id}`, update);
	const login = useSWRMutation('/api/login', (url, {arg}: {arg: {name: string}}) =>
		fetch(url, {method: 'POST', body: JSON.stringify(arg)}).then((res) => res.json()),
	);
	const logout = useSWRMutation('/api/login', update);
	return {cart, trigger, login, logout};
}
