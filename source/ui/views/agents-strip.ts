import {cell, type Line, naturalWidth, say} from '../components/line.ts';
import {untilServer} from '../state/select.ts';
import {agentState, nextRunText, outcomeTicks} from './agent-words.ts';
import type {Frame} from './frame.ts';

/** Every agent in a few cells, as many on a line as fit. */
export function agentStrip({model, theme, columns}: Frame): Line[] {
	const items = (model.reading?.agents ?? []).map((agent): Line => [say(agent.slug), say(' '), agentState(agent, model, theme)]);
	const lines: Line[] = [];
	for (const item of items) {
		const last = lines.at(-1);
		if (last !== undefined && naturalWidth(last) + 3 + naturalWidth(item) <= columns - 2)
			lines[lines.length - 1] = [...last, say('   '), ...item];
		else lines.push([say('  '), ...item]);
	}
	return lines;
}

/** One line per agent: state, last outcomes, next run. For the column beside the cards. */
export function agentColumn({model, theme, columns}: Frame): Line[] {
	const agents = model.reading?.agents ?? [];
	const slug = Math.min(18, Math.max(6, ...agents.map((agent) => agent.slug.length)));
	return agents.map((agent): Line => {
		const ticks = outcomeTicks(agent.outcomes, theme);
		return [
			cell(agent.slug, slug),
			say('  '),
			{...agentState(agent, model, theme), width: Math.max(14, columns - slug - 26)},
			say(' '),
			...ticks,
			cell('', 11 - ticks.length),
			say(nextRunText(untilServer(model, agent.nextRunAt), theme), 'dim'),
		];
	});
}
