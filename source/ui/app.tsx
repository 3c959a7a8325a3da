import {useApp} from 'ink';
import {useEffect, useSyncExternalStore} from 'react';
import type {ReactNode} from 'react';
import {useKeys} from './hooks/use-keys.ts';
import type {Program} from './program.ts';
import type {Theme} from './theme.ts';
import {Screen} from './views/screen.tsx';

/** What only a mounted app has: Ink's ways to hand the terminal over and to leave. */
export type InkApp = ReturnType<typeof useApp>;

export interface AppProps {
	program: Program;
	theme: Theme;
	/** Told once, when the app is on the screen. */
	onMount?: (app: InkApp) => void;
}

/** The program on the screen: draws the model, and sends what is typed. */
export function App({program, theme, onMount}: AppProps): ReactNode {
	const model = useSyncExternalStore(program.subscribe, program.shown);
	const app = useApp();
	useKeys(program.dispatch);
	useEffect(() => onMount?.(app), [app, onMount]);
	return <Screen model={model} theme={theme} />;
}
