import {open} from 'node:fs/promises';
import {EsaError} from '../basics/esa-error.ts';
import {hashToken, type Role, type Token} from './auth.ts';

const namePattern = /^[\w.-]{1,64}$/;
/** RFC 6750's token characters without the colon that separates fields; shorter than eight is a typing error. */
const tokenPattern = /^[\w.~+/=-]{8,512}$/;

/**
 * Reads tokens from a file that only its owner may read; refuses any other mode, like ssh. One token a line,
 * `name:role:token[:expires]`, role `viewer` or `operator`, expires in ISO 8601; a line with a token alone is an operator called `token`;
 * empty lines and lines that begin with `#` are skipped. Throws an EsaError; no message ever holds a token.
 */
export async function readTokenFile(file: string): Promise<Token[]> {
	// Mode and content come from one handle, so that the file cannot be exchanged in between.
	const handle = await open(file, 'r').catch((error: unknown) => {
		const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		throw new EsaError(
			'token-file',
			`The token file ${file} cannot be read (${reason}). Create it with one name:role:token per line and mode 600.`,
		);
	});
	try {
		const {mode} = await handle.stat();
		// Windows has no such modes: every file reports 666.
		if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
			const shown = (mode & 0o777).toString(8);
			throw new EsaError('token-file-mode', `The token file ${file} can be read by others (mode ${shown}). Run: chmod 600 ${file}`);
		}
		return parseTokens(await handle.readFile('utf8'), `The token file ${file}`);
	} finally {
		await handle.close();
	}
}

/** Tokens from `ESA_HEALTH_TOKENS` (lines or `;` between them) and `ESA_HEALTH_TOKEN` (one token, or one such line); none set gives none. */
export function tokensFromEnvironment(environment: Record<string, string | undefined>): Token[] {
	const several = environment['ESA_HEALTH_TOKENS']?.replaceAll(';', '\n');
	const one = environment['ESA_HEALTH_TOKEN'];
	return [
		...(several === undefined ? [] : parseTokens(several, 'ESA_HEALTH_TOKENS')),
		...(one === undefined || one === '' ? [] : parseTokens(one, 'ESA_HEALTH_TOKEN')),
	];
}

/** Parses lines of tokens; `source` begins the sentence when one is wrong. A source without any token is an error, not an open door. */
export function parseTokens(text: string, source: string): Token[] {
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
	const tokens = lines.flatMap((line, index) => (isEmpty(line) ? [] : [parseLine(line.trim(), `${source}, line ${index + 1}`)]));
	if (tokens.length === 0) throw new EsaError('bad-tokens', `${source} holds no token. Write one name:role:token per line.`);
	const names = tokens.map((token) => token.name);
	const double = names.find((name, index) => names.indexOf(name) !== index);
	if (double !== undefined) throw new EsaError('bad-tokens', `${source} names ${double} twice. Give every token its own name.`);
	return tokens;
}

function isEmpty(line: string): boolean {
	return line.trim() === '' || line.trim().startsWith('#');
}

function parseLine(line: string, where: string): Token {
	const [name = '', role = '', token = '', ...expires] = line.includes(':') ? line.split(':') : ['token', 'operator', line];
	// The parts themselves stay out of the messages: a mistyped line may hold its token in any of them.
	if (!namePattern.test(name)) throw wrong(where, 'begins with a name of letters, digits, dot, dash or underscore');
	if (!isRole(role)) throw wrong(where, 'has viewer or operator as its second part');
	if (!tokenPattern.test(token)) throw wrong(where, 'has a token of at least 8 letters, digits or .~+/=_- as its third part');
	return {name, role, sha256: hashToken(token), expiresAt: expires.length === 0 ? null : parseExpiry(expires.join(':'), where)};
}

function parseExpiry(text: string, where: string): number {
	const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(time)) throw wrong(where, 'ends with an expiry in ISO 8601, such as 2027-01-31T00:00:00Z');
	return time;
}

function isRole(role: string): role is Role {
	return role === 'viewer' || role === 'operator';
}

function wrong(where: string, rule: string): EsaError {
	return new EsaError('bad-tokens', `${where} is not name:role:token[:expires]: a line ${rule}.`);
}
