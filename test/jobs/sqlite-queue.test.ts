import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import {describeQueueContract} from './queue-contract.ts';

describeQueueContract('the SQLite queue in memory', async (clock) => openSqliteQueue({file: ':memory:', clock}));
