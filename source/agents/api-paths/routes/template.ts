import {readExpress4} from './dialects/express4.ts';
import {readFastify} from './dialects/fastify.ts';
import {readHono} from './dialects/hono.ts';
import {readLenient} from './dialects/lenient.ts';
import {readPathToRegexp8} from './dialects/path-to-regexp-8.ts';
import type {Template} from './piece.ts';
import type {Dialect} from './route.ts';

/** Takes a template apart as its framework would; a fault is what the framework says when it refuses it at start-up. */
export function readTemplate(path: string, dialect: Dialect, isFolded: boolean): Template {
	switch (dialect) {
		case 'express4':
			return readExpress4(path, isFolded);
		case 'express5':
			return readPathToRegexp8(path);
		case 'fastify':
			return readFastify(path, isFolded);
		case 'hono':
			return readHono(path, isFolded);
		case 'koa':
		case 'nest':
		case 'next':
		case 'plain':
			return readLenient(path, isFolded);
	}
}
