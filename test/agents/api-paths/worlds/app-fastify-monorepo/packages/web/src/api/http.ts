import {prefix} from '@bookings/contract';
import ky from 'ky';

const client = ky.create({prefixUrl: prefix, timeout: 10_000});

export const http = {
	get: <T>(path: string, query?: Record<string, string>) => client.get(path, {searchParams: query}).json<T>(),
	post: <T>(path: string, body: unknown) => client.post(path, {json: body}).json<T>(),
	patch: <T>(path: string, body: unknown) => client.patch(path, {json: body}).json<T>(),
	remove: (path: string) => client.delete(path),
};
