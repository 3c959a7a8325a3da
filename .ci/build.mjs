// Builds dist/: the bundles, an executable launcher, the sample shop's pages and the JSON schema of the config file. Says nothing when all is well.
import {chmodSync, cpSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {rolldown} from 'rolldown';
import {z} from 'zod';
import config from '../rolldown.config.ts';
import {ProjectConfig} from '../source/cli/config.ts';
import {writeDemoLines} from './demo-lines.mjs';

const {output, ...input} = config;
const bundle = await rolldown(input);
await bundle.write(output);
await bundle.close();

const inDist = (name) => new URL(`../dist/${name}`, import.meta.url);
chmodSync(inDist('bin.js'), 0o755);
// The shop's code too: it is what the agents that read code are shown.
cpSync(new URL('../source/demo', import.meta.url), inDist('demo'), {recursive: true});
writeDemoLines(fileURLToPath(inDist('')));
writeFileSync(inDist('config.schema.json'), `${JSON.stringify(z.toJSONSchema(ProjectConfig), null, '\t')}\n`);
