import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {readTokenFile} from '../../source/server/tokens.ts';

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'esa-tokens-'));
});
afterAll(() => rm(folder, {recursive: true}));

test('a token file that only its owner may read gives its tokens', async () => {
	const file = await tokenFile('good', 0o600);
	await expect(readTokenFile(file)).resolves.toMatchObject([{name: 'ada', role: 'operator'}]);
});

test.each([0o644, 0o640, 0o660, 0o604])('a token file of mode %o is refused with the command that mends it', async (mode) => {
	const file = await tokenFile(`loose-${mode}`, mode);
	await expect(readTokenFile(file)).rejects.toMatchObject({
		code: 'token-file-mode',
		message: `The token file ${file} can be read by others (mode ${mode.toString(8)}). Run: chmod 600 ${file}`,
	});
});

test('a token file that is not there is refused in one sentence', async () => {
	await expect(readTokenFile(join(folder, 'none'))).rejects.toMatchObject({code: 'token-file', message: expect.stringContaining('ENOENT')});
});

async function tokenFile(name: string, mode: number): Promise<string> {
	const file = join(folder, name);
	await writeFile(file, 'ada:operator:canary-operator-1\n');
	await chmod(file, mode);
	return file;
}
