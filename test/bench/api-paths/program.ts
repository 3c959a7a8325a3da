import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {parseSync, type ParserOptions, Visitor, visitorKeys} from 'oxc-parser';
import {createAnalysis} from '../../../source/agents/api-paths/analyse.ts';
import {openProject} from '../../../source/agents/api-paths/project/open-project.ts';

/** What a process of the bench says when it is done. */
export interface Measured {
	value: number;
	files: number;
}

const edits = 15;
const [mode, root = ''] = process.argv.slice(2);
const measured: Measured = mode === 'bare' ? measureBare() : measureEdits();
process.stdout.write(JSON.stringify(measured));

/** CPU milliseconds of parsing the files that are analysed, and of visiting every node; reading them is not counted. */
function measureBare(): Measured {
	const texts = openProject(root, {ignore: []}).files.map((file) => ({file, text: readFileSync(path.join(root, file), 'utf8')}));
	let nodes = 0;
	const handlers = Object.fromEntries(Object.keys(visitorKeys).map((type) => [type, () => void nodes++]));
	const visitor = new Visitor(handlers);
	const raw = {experimentalRawTransfer: true} as ParserOptions;
	const before = process.cpuUsage();
	for (const {file, text} of texts) visitor.visit(parseSync(file, text, raw).program);
	const {user, system} = process.cpuUsage(before);
	if (nodes === 0) throw new Error(`nothing to parse in ${root}`);
	return {value: (user + system) / 1000, files: texts.length};
}

/** Median wall milliseconds from knowing that one file has changed to the new report. */
function measureEdits(): Measured {
	const {files} = openProject(root, {ignore: []});
	const live = createAnalysis({root});
	const times: number[] = [];
	for (let edit = 0; edit < edits; edit++) {
		const file = files[Math.floor(((edit + 0.5) * files.length) / edits)] ?? '';
		const text = readFileSync(path.join(root, file), 'utf8');
		writeFileSync(path.join(root, file), `${text}\nexport const edit${edit} = () => fetch('/api/edited/${edit}');\n`);
		const from = performance.now();
		live.update([file]);
		times.push(performance.now() - from);
	}
	return {value: times.toSorted((a, b) => a - b)[Math.floor(edits / 2)] ?? Number.NaN, files: files.length};
}
