import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {mkdtemp, writeFile} from 'node:fs/promises';
import type {Env} from './editor.ts';

/** xterm, tmux and others drop longer OSC 52 sequences; the text is then saved to a file. */
const maxBase64 = 74_994;

export interface Copied {
	/** To be written to the terminal; null where the text is too long for one. */
	sequence: string | null;
	/** Does the text need a file too, because the terminal may not pass the sequence on? */
	needsFile: boolean;
}

/** How a text gets into the clipboard of the terminal that a person sits at, also over SSH. No terminal says whether it took it. */
export function copySequence(text: string, env: Env): Copied {
	const base64 = Buffer.from(text, 'utf8').toString('base64');
	if (base64.length > maxBase64) return {sequence: null, needsFile: true};
	// tmux takes it only with set-clipboard on, screen and the Linux console not at all.
	const isDoubtful = env['TMUX'] !== undefined || env['STY'] !== undefined || env['TERM'] === 'linux';
	return {sequence: `\u001B]52;c;${base64}\u0007`, needsFile: isDoubtful};
}

/** Copies, and says in one sentence where the text is now. */
export async function copyText(text: string, what: string, {env, write}: {env: Env; write: (data: string) => void}): Promise<string> {
	const {sequence, needsFile} = copySequence(text, env);
	if (sequence !== null) write(sequence);
	// The first line tells which one it is; the rest would fill the log.
	if (!needsFile) return `Copied ${what}: ${text.split('\n', 1)[0]}`;
	// A folder of our own: in a shared one, a link planted under a name that can be guessed would have another file overwritten.
	const file = join(await mkdtemp(join(tmpdir(), 'esa-health-')), 'copy.txt');
	await writeFile(file, text, {mode: 0o600});
	// The path comes early: a toast is cut at the edge of the screen.
	return sequence === null ? `Saved in ${file}: too long for a clipboard` : `Copied, also in ${file}`;
}
