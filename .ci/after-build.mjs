// Finishes a build: the launcher is executable, and the JSON schema of the config file lies beside it.
import {chmodSync, writeFileSync} from 'node:fs';
import {z} from 'zod';
import {ProjectConfig} from '../source/cli/config.ts';

chmodSync(new URL('../dist/bin.js', import.meta.url), 0o755);
writeFileSync(new URL('../dist/config.schema.json', import.meta.url), `${JSON.stringify(z.toJSONSchema(ProjectConfig), null, '\t')}\n`);
