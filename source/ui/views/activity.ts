import {cell, type Line, say} from '../components/line.ts';
import {sinceServer} from '../state/select.ts';
import {jobTone} from './agent-words.ts';
import type {Frame} from './frame.ts';
import {agoText, clockText} from './words.ts';

type Section = 'findings' | 'jobs' | 'log';

/** What happened lately, in sections of a heading and a few lines each, for rows that would else stay empty. */
export function activityLines(frame: Frame, sections: readonly Section[] = ['findings', 'jobs', 'log']): Line[] {
	const blocks = sections.map((section) => sectionLines(section, frame)).filter(({lines}) => lines.length > 0);
	const lines: Line[] = [];
	blocks.forEach(({heading, lines: all}, index) => {
		const left = frame.rows - lines.length;
		const room = Math.floor(left / (blocks.length - index)) - (index === 0 ? 1 : 2);
		if (room < 1) return;
		lines.push(...(index === 0 ? [] : [[]]), [say('  '), say(heading, 'heading')], ...all.slice(0, room));
	});
	return lines;
}

function sectionLines(section: Section, frame: Frame): {heading: string; lines: Line[]} {
	switch (section) {
		case 'findings':
			return {heading: 'Findings', lines: findingLines(frame)};
		case 'jobs':
			return {heading: 'Runs', lines: jobLines(frame)};
		case 'log':
			return {heading: 'Log', lines: logLines(frame)};
	}
}

function findingLines({model, theme}: Frame): Line[] {
	return (model.reading?.findings ?? [])
		.slice(0, 200)
		.map((finding): Line => [
			say(`  ${theme.glyphs.severity[finding.severity]} `, `severity.${finding.severity}`),
			{text: finding.title, grow: true},
			say(`  ${finding.agent}`, 'dim'),
			cell(agoText(sinceServer(model, finding.firstSeen), theme), 12, 'dim', 'right'),
		]);
}

function jobLines({model, theme}: Frame): Line[] {
	return (model.reading?.jobs ?? [])
		.slice(0, 200)
		.map((job): Line => [
			say(`  ${theme.glyphs.job[job.state]} `, jobTone(job.state)),
			cell(job.agent, 13),
			{text: job.error ?? job.summary ?? job.progress?.message ?? job.state, tone: 'dim', grow: true},
			cell(agoText(sinceServer(model, job.finishedAt ?? job.startedAt ?? job.createdAt), theme), 12, 'dim', 'right'),
		]);
}

function logLines({model, theme}: Frame): Line[] {
	return model.log
		.slice(-200)
		.toReversed()
		.map((line): Line => [
			say(`  ${theme.glyphs.severity[line.severity]} `, `severity.${line.severity}`),
			say(`${clockText(line.at)}  `, 'dim'),
			{text: line.message, grow: true},
		]);
}
