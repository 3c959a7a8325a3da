import type {Model} from '../state/model.ts';

/** What a typed line asks for. */
export type LineCommand =
	| {kind: 'status' | 'help' | 'quit' | 'findings' | 'refresh' | 'nothing'}
	| {kind: 'run'; agents: readonly string[]}
	| {kind: 'why'; category: string}
	| {kind: 'yes' | 'no'}
	| {kind: 'unknown'; text: string};

/** Reads a line; while a question is open, a line is its answer and nothing else. */
export function readLine(text: string, model: Model): LineCommand {
	const [word = '', ...rest] = text.trim().toLowerCase().split(/\s+/);
	if (model.overlay.kind === 'confirm') return {kind: word === 'yes' || word === 'y' ? 'yes' : 'no'};
	switch (word) {
		case '':
			return {kind: 'nothing'};
		case 'status':
		case 'help':
		case 'findings':
		case 'refresh':
		case 'quit':
			return {kind: word};
		case 'q':
		case 'exit':
			return {kind: 'quit'};
		case '?':
			return {kind: 'help'};
		case 'run':
			return rest.length === 0 ? {kind: 'unknown', text} : {kind: 'run', agents: rest};
		case 'why':
			return rest.length === 0 ? {kind: 'unknown', text} : {kind: 'why', category: rest.join(' ')};
		default:
			return {kind: 'unknown', text};
	}
}

export const helpSentences = [
	'status: everything known now.',
	'why NAME: why a category has its score, such as why database.',
	'findings: the open findings.',
	'run AGENT: run an agent, such as run endpoints.',
	'refresh: ask the server now.',
	'quit: leave.',
] as const;
