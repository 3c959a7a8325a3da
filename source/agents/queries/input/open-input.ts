import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {pipeline, Readable} from 'node:stream';
import {createGunzip} from 'node:zlib';
import {EsaError} from '../../../basics/esa-error.ts';

/** The bytes of a log, unpacked, with what was said of them. */
export interface OpenInput {
	/** As messages call it: `queries.ndjson`, `stdin`. */
	name: string;
	chunks: AsyncIterable<Buffer>;
}

const chunkBytes = 64 * 1024;

/**
 * Opens a file, a FIFO or (`-`) standard input; gzip is recognised by its content. What cannot be opened is an EsaError `query-log`. A stream
 * that breaks off later throws one from its iteration.
 */
export async function openInput(file: string, stdin: Readable = process.stdin): Promise<OpenInput> {
	const name = file === '-' ? 'stdin' : file;
	if (file !== '-') await refuseFolder(file);
	const stream = file === '-' ? stdin : createReadStream(file, {highWaterMark: chunkBytes});
	return {name, chunks: unpacked(stream, name)};
}

async function refuseFolder(file: string): Promise<void> {
	const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
		throw cannotRead(file, error);
	});
	if (found.isDirectory()) throw new EsaError('query-log', `${file} is a folder; give the file of a log, or - for standard input.`);
}

async function* unpacked(stream: Readable, name: string): AsyncGenerator<Buffer> {
	try {
		const source = (stream as AsyncIterable<Buffer | string>)[Symbol.asyncIterator]();
		const head = await readHead(source, 2);
		const rest = chunksFrom(head, source);
		const isGzip = head[0] === 0x1f && head[1] === 0x8b;
		yield* isGzip ? gunzipped(rest) : rest;
	} catch (error) {
		throw cannotRead(name, error as NodeJS.ErrnoException);
	} finally {
		stream.destroy();
	}
}

function gunzipped(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
	const gunzip = createGunzip({chunkSize: chunkBytes});
	// What breaks off is told by the iteration over it.
	pipeline(Readable.from(packed), gunzip, () => undefined);
	return gunzip;
}

async function readHead(source: AsyncIterator<Buffer | string>, bytes: number): Promise<Buffer> {
	let head = Buffer.alloc(0);
	while (head.length < bytes) {
		const {done, value} = await source.next();
		if (done === true) return head;
		head = Buffer.concat([head, asBuffer(value)]);
	}
	return head;
}

async function* chunksFrom(head: Buffer, source: AsyncIterator<Buffer | string>): AsyncGenerator<Buffer> {
	if (head.length > 0) yield head;
	for (let next = await source.next(); next.done !== true; next = await source.next()) yield asBuffer(next.value);
}

function asBuffer(chunk: Buffer | string): Buffer {
	return typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

function cannotRead(name: string, error: NodeJS.ErrnoException): EsaError {
	const isPacked = error.code?.startsWith('Z_') === true;
	const why = isPacked ? 'its compression is broken or breaks off' : (error.code ?? error.message);
	return new EsaError('query-log', `${name} cannot be read (${why}).`, {cause: error});
}
