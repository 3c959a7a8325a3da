import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {renderMetrics} from '../../source/server/open-metrics.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
// oxlint-disable-next-line no-console -- a skip that nobody sees would look like a pass
if (!hasPromtool)
	console.warn(
		'SKIPPED: promtool is not installed (Debian: apt install prometheus), so the metrics text is not checked by Prometheus itself.',
	);

test.skipIf(!hasPromtool)('promtool accepts the metrics and has nothing to say about them', () => {
	const hostile = {labels: {route: 'a\\b\n"c"{}', '0-x': '\u{1F600}'}, value: 1};
	const metrics = [
		...new FakeMonitorView().metrics(),
		{name: 'esa_hostile', type: 'gauge' as const, unit: '', help: 'A "quoted"\nhelp.', points: [hostile]},
	];
	const checked = spawnSync('promtool', ['check', 'metrics'], {input: renderMetrics(metrics, 'prometheus'), encoding: 'utf8'});
	expect(checked).toMatchObject({status: 0, stdout: '', stderr: ''});
});
