import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {clientFiles, clientShell} from './corpus-client.ts';
import {serverFiles, serverShell} from './corpus-server.ts';
import {viewFiles} from './corpus-views.ts';
import {randomOf} from './random.ts';
import {capital, plural, type Field, type Files, type Resource} from './resource.ts';

const owners = [
	'account',
	'billing',
	'campaign',
	'course',
	'customer',
	'delivery',
	'event',
	'fleet',
	'inventory',
	'invoice',
	'member',
	'order',
	'patient',
	'project',
	'team',
];
const things = ['address', 'attachment', 'comment', 'document', 'entry', 'label', 'note', 'plan', 'report', 'setting', 'summary'];
const fieldNames = [
	'title',
	'status',
	'amount',
	'dueAt',
	'isActive',
	'ownerId',
	'priority',
	'notes',
	'email',
	'position',
	'createdAt',
	'color',
	'quantity',
];
const fieldTypes: Record<string, Field['type']> = {
	amount: 'number',
	dueAt: 'Date',
	isActive: 'boolean',
	priority: 'number',
	position: 'number',
	createdAt: 'Date',
	quantity: 'number',
};

/** Writes an Express, React and TanStack Query application of about so many TypeScript files into a folder; always the same one. Returns the number of files. */
export function writeCorpus(folder: string, files: number): number {
	const all = corpusOf(files);
	for (const [file, text] of all) {
		const target = path.join(folder, file);
		mkdirSync(path.dirname(target), {recursive: true});
		writeFileSync(target, text);
	}
	return all.size;
}

function corpusOf(size: number): Files {
	const resources = resourcesOf(Math.ceil(size / filesOfResource));
	const files: Files = new Map();
	for (const [index, resource] of resources.entries()) {
		const random = randomOf(index + 1);
		serverFiles(files, resource, random);
		clientFiles(files, resource, random);
		viewFiles(files, resource, random);
	}
	serverShell(files, resources, randomOf(0));
	clientShell(files, resources);
	return files;
}

const filesOfResource = 12;

function resourcesOf(count: number): Resource[] {
	const pairs = things.flatMap((thing) => owners.map((owner) => [owner, thing] as const));
	if (count > pairs.length) throw new Error(`there are names for ${pairs.length * filesOfResource} files at most`);
	return pairs.slice(0, count).map(([owner, thing], index) => {
		const random = randomOf(index + 1000);
		const type = capital(owner) + capital(thing);
		const fields = fieldNames.filter(() => random.chance(60)).map((name) => ({name, type: fieldTypes[name] ?? ('string' as const)}));
		return {name: owner + capital(thing), type, path: `${owner}-${plural(thing)}`, fields};
	});
}
