import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll} from 'vitest';
import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import {describeQueueContract} from './queue-contract.ts';

let folder = '';
let opened = 0;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'esa-jobs-'));
});
afterAll(async () => rm(folder, {recursive: true, force: true}));

describeQueueContract('the SQLite queue in a file', async (clock) => openSqliteQueue({file: path.join(folder, `${opened++}.db`), clock}));
