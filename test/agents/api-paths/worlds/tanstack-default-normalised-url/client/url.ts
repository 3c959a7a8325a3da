import {Capacitor} from '@capacitor/core';

function host(): string {
	if (Capacitor.isNativePlatform()) {
		const given = import.meta.env.VITE_PARCEL_HOST;
		if (given) return given;
	}
	return '';
}

export function addressOf(path: string): string {
	if (path.startsWith('https://')) return path;
	const rooted = path.startsWith('/') ? path : `/${path}`;
	return `${host()}${rooted}`;
}
