import {posix} from 'node:path';
import {literal, native} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';

/** desm: `join(import.meta.url, 'routes')`, `dirname(import.meta.url)` and `filename(import.meta.url)`, from before Node had these. */
export const desm: Record<string, NativeValue> = {
	join: native('desm.join', {call: (call) => path(call, (file, rest) => posix.join(posix.dirname(file), ...rest))}),
	dirname: native('desm.dirname', {call: (call) => path(call, (file) => posix.dirname(file))}),
	filename: native('desm.filename', {call: (call) => path(call, (file) => file)}),
};

function path({args, machine}: NativeCall, make: (file: string, rest: string[]) => string): Value | undefined {
	const texts = args.map((arg) => machine.literalOf(arg));
	const [url, ...rest] = texts.filter((text) => typeof text === 'string');
	return url === undefined || texts.length !== rest.length + 1 ? undefined : literal(make(url.replace(/^file:\/\//u, ''), rest));
}
