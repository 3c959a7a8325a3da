export function upload(file, onProgress) {
	const xhr = new XMLHttpRequest();
	xhr.upload.onprogress = onProgress;
	xhr.open('PUT', `/api/files/${encodeURIComponent(file.name)}`, true);
	xhr.send(file);
}

export function check(name) {
	const xhr = new window.XMLHttpRequest();
	xhr.open('get', '/api/file/' + name);
	xhr.send();
}
