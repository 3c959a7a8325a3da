import type {WriteStream} from 'node:tty';

/* oxlint-disable no-control-regex -- escape sequences are what this is for */

const nextLines = /(?:\u001B\[E){2,}/gu;
const toFirstColumn = /\u001B\[1G/gu;
const neighbours = /(?<=\u001B\[[\d;]+)m\u001B\[(?=[\d;]+m)/gu;
/** What stands on a row right of where it was just erased. */
const afterErase = /(?<=\u001B\[K)[^\n]+/gu;
/** Looks that were switched on and off again before the first changed cell, which Ink plays again. Before them every look is off. */
const replayed = /(?<=\u001B\[K)\u001B\[([\d;]+)m/gu;
/** Shorter runs cost less than the sequence that jumps over them. */
const blanks = / {6,}/gu;

/**
 * The same picture in fewer bytes: Ink steps over every unchanged row by itself, sends each look as a sequence of its own, and writes the blanks of a row
 * it has just erased. At 120×40 that was a third of what an arrow key costs over SSH. Only what Ink's incremental renderer writes is touched.
 */
export function thrifty(output: string): string {
	return output
		.replace(nextLines, (run) => `\u001B[${run.length / 3}E`)
		.replace(toFirstColumn, '\r')
		.replace(neighbours, ';')
		.replace(replayed, (_, codes: string) => switchedOn(codes))
		.replace(afterErase, (rest) => rest.replace(blanks, (run) => `\u001B[${run.length}C`));
}

/** What is left on after some codes: at most a weight and a colour, the only looks that the theme has. Nothing at all where nothing follows. */
function switchedOn(codes: string): string {
	let weight = '';
	let colour = '';
	for (const [code] of codes.matchAll(/38;5;\d+|\d+/gu)) {
		if (code === '1' || code === '2') weight = code;
		else if (code === '22') weight = '';
		else colour = code === '39' ? '' : code;
	}
	const on = [weight, colour].filter((code) => code !== '');
	return on.length === 0 ? '' : `\u001B[${on.join(';')}m`;
}

/** The same terminal, written to thriftily. */
export function thriftyStream(stdout: WriteStream): WriteStream {
	const write = (chunk: string | Uint8Array, ...rest: [never?, never?]): boolean =>
		stdout.write(typeof chunk === 'string' ? thrifty(chunk) : chunk, ...rest);
	return new Proxy(stdout, {
		get(target, property) {
			if (property === 'write') return write;
			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		},
	});
}
