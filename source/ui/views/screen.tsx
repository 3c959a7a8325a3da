import {Lines} from '../components/lines.tsx';
import type {Model} from '../state/model.ts';
import type {Theme} from '../theme.ts';
import {screenLines} from './screen-lines.ts';

/** The whole screen as a pure function of the model: exactly `rows` lines, none wider than `columns`, the very last cell empty. */
export function Screen({model, theme}: {model: Model; theme: Theme}) {
	return <Lines lines={screenLines(model, theme)} columns={model.size.columns} theme={theme} />;
}
