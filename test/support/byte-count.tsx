import {Writable} from 'node:stream';
import type {ReadStream, WriteStream} from 'node:tty';
import {render} from 'ink';
import type {Model} from '../../source/ui/state/model.ts';
import type {Theme} from '../../source/ui/theme.ts';
import {Screen} from '../../source/ui/views/screen.tsx';

/** A terminal that only writes down what it is sent. */
class Recorder extends Writable {
	readonly isTTY = true;
	sent = '';
	readonly columns: number;
	readonly rows: number;
	constructor({columns, rows}: Model['size']) {
		super();
		this.columns = columns;
		this.rows = rows;
	}
	override _write(chunk: Buffer, _encoding: string, done: () => void): void {
		this.sent += chunk.toString('utf8');
		done();
	}
}

/** What each of some screens, one after the other, sends to a terminal through Ink's incremental renderer; `through` stands between the two. */
export async function sentFor(models: readonly Model[], theme: Theme, through = (stdout: WriteStream) => stdout): Promise<string[]> {
	const [first] = models;
	if (first === undefined) return [];
	const recorder = new Recorder(first.size);
	const instance = render(<Screen model={first} theme={theme} />, {
		stdout: through(recorder as unknown as WriteStream),
		stdin: new Writable() as unknown as ReadStream,
		alternateScreen: true,
		incrementalRendering: true,
		interactive: true,
		patchConsole: false,
		exitOnCtrlC: false,
		maxFps: 1000,
	});
	const sent: string[] = [];
	for (const model of models) {
		instance.rerender(<Screen model={model} theme={theme} />);
		await instance.waitUntilRenderFlush();
		sent.push(recorder.sent);
		recorder.sent = '';
	}
	instance.unmount();
	return sent;
}
