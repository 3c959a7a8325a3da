'use client';

export default function Page() {
	const load = () => Promise.all([fetch('/api/tasks'), fetch('/api/hello'), fetch('/api/legacy')]);
	const add = () => fetch('/api/tasks', {method: 'POST'});
	const lost = () => fetch('/api/goodbye');
	return <button onClick={() => load().then(add).then(lost)}>load</button>;
}
