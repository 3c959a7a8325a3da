/** Run as a child process to be killed: appends one tick after the other and prints its number once the store has taken it. */
import {systemClock} from '../../source/basics/clock.ts';
import {openSqliteStore} from '../../source/store/sqlite-store.ts';

const [file = '', first = '0', ticks = 'Infinity'] = process.argv.slice(2);
const store = openSqliteStore({file, clock: systemClock});
for (let tick = Number(first); tick < Number(first) + Number(ticks); tick++) {
	const t = tick * 30_000;
	store.append(Array.from({length: 20}, (_, index) => ({series: `s${index}`, t, n: 1, sum: tick, min: tick, max: tick})));
	if (tick % 50 === 49) store.maintain(t);
	process.stdout.write(`${tick}\n`);
}
store.close();
