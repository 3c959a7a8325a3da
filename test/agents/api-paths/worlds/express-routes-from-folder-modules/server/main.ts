import {readdir} from 'node:fs/promises';
import {dirname, extname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import express from 'express';

const here = dirname(fileURLToPath(import.meta.url));
const app = express();

async function load(folder: string): Promise<void> {
	for (const entry of await readdir(folder, {withFileTypes: true})) {
		const file = join(folder, entry.name);
		if (entry.isDirectory()) {
			await load(file);
		} else if (['.ts', '.js'].includes(extname(entry.name))) {
			const {default: router, prefix} = await import(pathToFileURL(file).href);
			app.use(prefix, router);
		}
	}
}

await load(join(here, 'modules'));
app.listen(3000);
