// What the program weighs, against its budget: a dependency that slips into the start shows here. 1,100 since the agent for queries, which is 140 of it.
import {readdirSync, readFileSync} from 'node:fs';
import {brotliCompressSync} from 'node:zlib';

const budgetKb = 1100;
const files = readdirSync('dist').filter((name) => name.endsWith('.js'));
const bytes = files.reduce((sum, name) => sum + brotliCompressSync(readFileSync(`dist/${name}`)).length, 0);
const kb = Math.round(bytes / 1024);
console.log(`dist/*.js: ${kb} kB brotli in ${files.length} files (budget ${budgetKb} kB)`);
if (kb > budgetKb) process.exit(1);
