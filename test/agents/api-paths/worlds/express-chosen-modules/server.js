import {readFileSync} from 'node:fs';
import express from 'express';

const {name} = JSON.parse(readFileSync('./package.json', 'utf8'));
const isLight = name.endsWith('-light');
const {maps} = await import(`${isLight ? './light.js' : './full.js'}`);
const store = await import(process.env.STORE === 'memory' ? './memory.js' : './disk.js');
const app = express();

maps.init({scale: 2}).then((sub) => app.use('/maps/', sub));
app.use('/store', store.router);
