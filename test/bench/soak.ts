import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {rolldown} from 'rolldown';
import config from '../../rolldown.config.ts';
import type {Figure} from './figure.ts';

/** A simulated day of the real screen over a connection in memory; see `soak-program.tsx`. */
export async function benchSoak(): Promise<Figure[]> {
	// Inside the project, since the bundle reads its package.json.
	const folder = await mkdtemp(path.join(import.meta.dirname, '../../dist/soak-'));
	try {
		const bundle = await rolldown({
			...config,
			input: path.join(import.meta.dirname, 'soak-program.tsx'),
		});
		await bundle.write({dir: folder, format: 'esm'});
		const {stdout} = await promisify(execFile)(process.execPath, ['--expose-gc', path.join(folder, 'soak-program.js')], {timeout: 300_000});
		const {heapGrowth, rssGrowth, polls} = JSON.parse(stdout) as Record<'heapGrowth' | 'rssGrowth' | 'polls', number>;
		const how = `${polls} polls, 10,000 keys, 100,000 log lines at 120×40, after 200 polls of warming up`;
		return [
			{figure: 'heap growth over 24 h', value: heapGrowth, unit: 'MB', budget: 3, how: `${how}; in use after collection`},
			{figure: 'RSS growth over 24 h', value: rssGrowth, unit: 'MB', budget: 30, how: `${how}; what V8 keeps for itself included`},
		];
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
