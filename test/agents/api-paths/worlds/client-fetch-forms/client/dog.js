function fetch(stick) {
	return `fetched ${stick}`;
}

export const play = () => fetch('/api/stick');
