import {expect, test} from 'vitest';
import type {Job} from '../../../source/protocol/jobs.ts';
import {plainText} from '../../../source/ui/components/line.ts';
import {job} from '../../../source/ui/views/job.ts';
import {jobDetail} from '../../support/readings.ts';
import {plainTheme} from '../../support/render-frame.tsx';
import {liveModel} from '../../support/screen-model.ts';

function drawn(change: Partial<Job>): string[] {
	const model = {...liveModel(), place: {view: 'job', id: 'j1'} as const, job: jobDetail({id: 'j1', ...change})};
	return job({model, theme: plainTheme, columns: 80, rows: 24}).map((line) => plainText(line, 80, plainTheme));
}

/** The lines of a fact, without the space before them. */
function factOf(name: string, lines: readonly string[]): string[] {
	const from = lines.findIndex((line) => line.startsWith(`  ${name}`));
	const to = lines.findIndex((line, index) => index > from && !line.startsWith(' '.repeat(13)));
	return lines.slice(from, to).map((line) => line.slice(13));
}

test('the result of a run is read to its end', () => {
	const summary =
		'1,204 queries in 24 h, 2 findings; 12 of 1,216 outside any request or esa.run(); resolved: GET /api/orders: 31 queries became 2, 35–41 ms less for each request';
	const lines = factOf('result', drawn({summary}));
	expect(lines.length).toBeGreaterThan(1);
	expect(lines.join(' ')).toBe(summary);
});

test('a result of a page and an error of a page leave room for what was found', () => {
	const lines = drawn({summary: 'resolved: 31 queries became 2; '.repeat(60), error: 'it went wrong '.repeat(60)});
	expect(factOf('result', lines)).toHaveLength(6);
	expect(factOf('result', lines).at(-1)).toMatch(/…$/);
	expect(factOf('error', lines)).toHaveLength(3);
	expect(lines.join('\n')).toContain('GET /api/orders answers with an empty body');
});
