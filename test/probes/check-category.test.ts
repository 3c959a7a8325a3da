import {expect, test} from 'vitest';
import {categoryOf} from '../../source/probes/check-category.ts';

test.each([
	['db', 'database'],
	['database', 'database'],
	['postgres', 'database'],
	['PostgreSQL', 'database'],
	['orders-db', 'database'],
	['primaryDb', 'database'],
	['mysql_replica', 'database'],
	['sqlite', 'database'],
	['mongodb', 'database'],
	['redis', 'cache'],
	['sessionCache', 'cache'],
	['memcached', 'cache'],
	['redis2', 'cache'],
	['payments', 'api'],
	['feedback', 'api'],
	['cached-report-mailer', 'api'],
	['s3', 'api'],
])('a check named %s belongs to %s', (name, category) => {
	expect(categoryOf(name)).toBe(category);
});
