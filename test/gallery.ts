import {createElement} from 'react';
import {expect, test} from 'vitest';
import {makeTheme} from '../source/ui/theme.ts';
import {Screen} from '../source/ui/views/screen.tsx';
import {placeNames, places} from './scenarios/places.ts';
import {worldNames, worlds} from './scenarios/worlds.ts';
import {renderFrame} from './support/render-frame.tsx';

/**
 * Prints every view of every world in the colours of this terminal. WORLD, PLACE and SIZE (such as 80x24) narrow it down:
 * `WORLD=stale SIZE=60x20 npm run gallery`. BACKGROUND=light or dark shows the tuned colours.
 */
test('the gallery', () => {
	const {WORLD, PLACE, SIZE, BACKGROUND} = process.env;
	const sizes = SIZE === undefined ? ['80x24', '60x20', '160x50', '20x5'] : [SIZE];
	const theme = makeTheme({env: process.env, ...(BACKGROUND === 'light' || BACKGROUND === 'dark' ? {background: BACKGROUND} : {})});
	for (const world of worldNames.filter((name) => WORLD === undefined || name === WORLD)) {
		for (const place of placeNames.filter((name) => PLACE === undefined || name === PLACE)) {
			for (const size of sizes) {
				const [columns = 80, rows = 24] = size.split('x').map(Number);
				const model = {...places[place](worlds[world]()), size: {columns, rows}};
				const frame = renderFrame(createElement(Screen, {model, theme}), {columns});
				process.stdout.write(`\n=== ${world} / ${place} / ${size}\n${frame}\n`);
				expect(frame.split('\n')).toHaveLength(rows);
			}
		}
	}
});
