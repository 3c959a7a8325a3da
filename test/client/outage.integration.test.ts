import {execFileSync} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {connect} from '../../source/client/connect.ts';
import type {Poll} from '../../source/client/connection.ts';
import {createPoller} from '../../source/client/poller.ts';
import {startHostileServer} from '../support/hostile-server.ts';

test('a server that is killed and comes back is followed through it all', async ({onTestFinished}) => {
	const first = await startHostileServer('good');
	const connection = connect(first.url, {intervalMs: 50});
	const polls: Poll[] = [];
	const poller = createPoller({connection, intervalMs: 50, onPoll: (poll) => polls.push(poll)});
	onTestFinished(async () => {
		poller.stop();
		await connection.close();
	});
	const last = (): string | undefined => polls.at(-1)?.kind;

	poller.start();
	await expect.poll(last).toBe('fresh');
	await first.close();
	await expect.poll(last).toBe('unreachable');
	const second = await startHostileServer('500 without sense', Number(new URL(first.url).port));
	onTestFinished(async () => second.close());
	await expect.poll(last).toBe('unreadable');
	second.become('good');
	await expect.poll(last).toBe('fresh');
});

test('giving up a poll ends its requests at once', async ({onTestFinished}) => {
	const server = await startHostileServer('silence');
	onTestFinished(async () => server.close());
	const connection = connect(server.url, {intervalMs: 30_000});
	onTestFinished(async () => connection.close());
	const stop = new AbortController();
	const poll = connection.poll(stop.signal);
	await expect.poll(() => server.requests.length).toBeGreaterThan(0);
	stop.abort();
	expect(await poll).toMatchObject({kind: 'unreachable', detail: expect.stringContaining('was given up')});
});

test('a certificate that nobody vouches for is not trusted, and the way out is named', async ({onTestFinished}) => {
	const server = createServer(await selfSigned(), (_request, response) => response.end('OK'));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const {port} = server.address() as AddressInfo;
	const connection = connect(`https://127.0.0.1:${port}`, {intervalMs: 30_000, token: 'secret-canary'});
	onTestFinished(async () => connection.close());
	expect(await connection.poll(new AbortController().signal)).toMatchObject({
		kind: 'unreachable',
		detail: `No trusted TLS connection to https://127.0.0.1:${port} (DEPTH_ZERO_SELF_SIGNED_CERT); a private certificate authority can be named in NODE_EXTRA_CA_CERTS.`,
	});
});

async function selfSigned(): Promise<{key: Buffer; cert: Buffer}> {
	const folder = await mkdtemp(join(tmpdir(), 'esa-client-tls-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
	execFileSync('openssl', [...how, '-keyout', key, '-out', cert], {stdio: 'ignore'});
	const pem = {key: await readFile(key), cert: await readFile(cert)};
	await rm(folder, {recursive: true});
	return pem;
}
