import {makeTheme} from '../ui/theme.ts';

const tones = {
	critical: 'severity.critical',
	warning: 'severity.warning',
	info: 'severity.info',
	done: 'done',
	strong: 'strong',
	dim: 'dim',
} as const;

/** Colours a text by its role where stdout is a terminal that has colours, or FORCE_COLOR says so; else leaves it as it is. */
export function painter(env: NodeJS.ProcessEnv): (role: keyof typeof tones, text: string) => string {
	const {sgr, depth} = makeTheme({env});
	const isColoured = depth !== 'none' && (process.stdout.isTTY || env['FORCE_COLOR'] !== undefined);
	return (role, text) => (isColoured ? `\u001B[${sgr[tones[role]].join(';')}m${text}\u001B[0m` : text);
}
