import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {expect, test} from 'vitest';
import {shopFolder} from '../../source/demo/frontend.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';

function folderWith(...shops: string[]): {root: string; bundle: string} {
	const root = temporaryFolder();
	for (const shop of shops) {
		mkdirSync(path.join(root, shop, 'frontend'), {recursive: true});
		writeFileSync(path.join(root, shop, 'frontend/index.html'), '');
	}
	return {root, bundle: pathToFileURL(path.join(root, 'dist/shop-1a2b3c.js')).href};
}

test('the files of findings are relative to the copy of the shop beside the bundle', () => {
	const {root, bundle} = folderWith('dist/demo', 'source/demo');
	expect(shopFolder(bundle)).toBe(path.join(root, 'dist/demo'));
});

test('a bundle without the copy has the sources', () => {
	const {root, bundle} = folderWith('source/demo');
	expect(shopFolder(bundle)).toBe(path.join(root, 'source/demo'));
});

test('without the pages the demo says what is missing', () => {
	const {bundle} = folderWith();
	expect(() => shopFolder(bundle)).toThrow(/pages are in none of .*complete\?/u);
});
