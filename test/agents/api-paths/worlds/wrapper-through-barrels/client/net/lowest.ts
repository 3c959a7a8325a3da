export default function go(method: string, path: string) {
	return fetch(`/api/${path}`, {method});
}
