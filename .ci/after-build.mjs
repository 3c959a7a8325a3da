// Finishes a build: the launcher is executable; the sample shop's pages and the JSON schema of the config file lie beside it.
import {chmodSync, cpSync, writeFileSync} from 'node:fs';
import {z} from 'zod';
import {ProjectConfig} from '../source/cli/config.ts';

chmodSync(new URL('../dist/bin.js', import.meta.url), 0o755);
cpSync(new URL('../source/demo/frontend', import.meta.url), new URL('../dist/demo/frontend', import.meta.url), {recursive: true});
writeFileSync(new URL('../dist/config.schema.json', import.meta.url), `${JSON.stringify(z.toJSONSchema(ProjectConfig), null, '\t')}\n`);
