import {readFileSync, statSync} from 'node:fs';
import {EsaError} from '../basics/esa-error.ts';

export interface Token {
	value: string;
	/** From argv, where `ps` and the shell's history show it: said once on stderr. */
	exposed: boolean;
}

export interface TokenSource {
	flag: string | undefined;
	file: string | undefined;
	env: NodeJS.ProcessEnv;
}

/** The client's token: flag, then file, then ESA_HEALTH_TOKEN. A file that others can read is refused, as ssh does. */
export function readToken(from: TokenSource): Token | undefined {
	if (from.flag !== undefined) return {value: checkToken(from.flag, '--token'), exposed: true};
	if (from.file !== undefined) return {value: readTokenFile(from.file), exposed: false};
	const fromEnv = from.env['ESA_HEALTH_TOKEN'];
	return fromEnv ? {value: checkToken(fromEnv, 'ESA_HEALTH_TOKEN'), exposed: false} : undefined;
}

function readTokenFile(file: string): string {
	let text: string;
	try {
		const {mode} = statSync(file);
		if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
			throw new EsaError('config', `The token file ${file} can be read by others; run chmod 600 ${file}.`);
		}
		text = readFileSync(file, 'utf8');
	} catch (error) {
		if (error instanceof EsaError) throw error;
		throw new EsaError('config', `The token file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {cause: error});
	}
	return checkToken(text.trim(), `The token file ${file}`);
}

function checkToken(text: string, source: string): string {
	if (text === '') throw new EsaError('config', `${source} holds no token.`);
	// What a header may carry; anything else would be refused by the HTTP client with the token in its message.
	if (!/^[\u0021-\u007e]+$/.test(text))
		throw new EsaError('config', `${source} holds more than one token, or characters that a header cannot carry.`);
	return text;
}
