// Loaded before a program: its drivers are instrumented and listened to, all of it within one context.
import {instrumentDrivers} from '../../../../source/probes/queries/register-drivers.ts';
import {queryContexts} from '../../../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../../../source/probes/queries/query-feed.ts';

let ended = 0;
instrumentDrivers();
queryFeed.add({ended: () => void ended++, closed: () => undefined});
queryContexts.enterWith(queryFeed.open('run', 'the program'));
process.on('exit', () => console.error(JSON.stringify({ended, errors: queryFeed.errors, captures: queryFeed.captures})));
