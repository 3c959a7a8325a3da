import {open, stat} from 'node:fs/promises';
import {pipeline, Readable} from 'node:stream';
import {createGunzip} from 'node:zlib';
import {EsaError} from '../../../basics/esa-error.ts';

/** The bytes of a log, unpacked, with what was said of them. */
export interface OpenInput {
	/** As messages call it: `queries.ndjson`, `stdin`. */
	name: string;
	/** Each lives until the next is asked for: their memory is the same. */
	chunks: AsyncIterable<Buffer>;
}

const chunkBytes = 256 * 1024;

/**
 * Opens a file, a FIFO or (`-`) standard input; gzip is recognised by its content. What cannot be opened is an EsaError `query-log`. A stream
 * that breaks off later throws one from its iteration.
 */
export async function openInput(file: string, stdin: Readable = process.stdin): Promise<OpenInput> {
	const name = file === '-' ? 'stdin' : file;
	if (file !== '-') await refuseFolder(file);
	return {name, chunks: unpacked(file === '-' ? fromStream(stdin) : fromFile(file), name)};
}

async function refuseFolder(file: string): Promise<void> {
	const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
		throw cannotRead(file, error);
	});
	if (found.isDirectory()) throw new EsaError('query-log', `${file} is a folder; give the file of a log, or - for standard input.`);
}

/** A stream would take new memory for each chunk: as much as the log has, for the garbage collector to find. */
async function* fromFile(file: string): AsyncGenerator<Buffer> {
	const handle = await open(file);
	try {
		const chunk = Buffer.allocUnsafeSlow(chunkBytes);
		for (;;) {
			const {bytesRead} = await handle.read(chunk, 0, chunkBytes, null);
			if (bytesRead === 0) return;
			yield chunk.subarray(0, bytesRead);
		}
	} finally {
		await handle.close();
	}
}

async function* fromStream(stream: Readable): AsyncGenerator<Buffer> {
	try {
		for await (const chunk of stream as AsyncIterable<Buffer | string>) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
	} finally {
		stream.destroy();
	}
}

async function* unpacked(source: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Buffer> {
	try {
		const head = await readHead(source, 2);
		const isGzip = head[0] === 0x1f && head[1] === 0x8b;
		yield* isGzip ? gunzipped(chunksFrom(head, source)) : chunksFrom(head, source);
	} catch (error) {
		throw cannotRead(name, error as NodeJS.ErrnoException);
	} finally {
		await source.return(undefined);
	}
}

function gunzipped(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
	const gunzip = createGunzip({chunkSize: chunkBytes});
	// What breaks off is told by the iteration over it.
	pipeline(Readable.from(copied(packed)), gunzip, () => undefined);
	return gunzip;
}

/** A stream asks for the next chunk before it is done with this one. */
async function* copied(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	for await (const chunk of chunks) yield Buffer.from(chunk);
}

async function readHead(source: AsyncGenerator<Buffer>, bytes: number): Promise<Buffer> {
	let head = Buffer.alloc(0);
	while (head.length < bytes) {
		const {done, value} = await source.next();
		if (done === true) return head;
		head = Buffer.concat([head, value]);
	}
	return head;
}

async function* chunksFrom(head: Buffer, source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
	if (head.length > 0) yield head;
	for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}

function cannotRead(name: string, error: NodeJS.ErrnoException): EsaError {
	const isPacked = error.code?.startsWith('Z_') === true;
	const why = isPacked ? 'its compression is broken or breaks off' : (error.code ?? error.message);
	return new EsaError('query-log', `${name} cannot be read (${why}).`, {cause: error});
}
