import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** What a small world of `test/agents/api-paths/worlds` must come to; lists left out are not looked at. */
export interface ExpectedWorld {
	about: string;
	kind: 'server' | 'client' | 'look-alike' | 'undecidable' | 'fault';
	/** `GET /api/users/:id server/users.js:4` */
	routes?: string[];
	/** `GET /users/search a.js:9 < GET /users/:id a.js:4` */
	shadowed?: string[];
	/** `GET /api/users/{} client/api.js:3 matched` */
	calls?: string[];
	/** `missing client/a.js:7` */
	findings?: string[];
	unanalysed?: string[];
}

export interface World {
	name: string;
	folder: string;
	expected: ExpectedWorld;
}

/** All worlds below a folder, by name. */
export function readWorlds(folder: string): World[] {
	return readdirSync(folder, {withFileTypes: true})
		.filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'expected.json')))
		.map(({name}) => {
			const text = readFileSync(path.join(folder, name, 'expected.json'), 'utf8');
			return {name, folder: path.join(folder, name), expected: JSON.parse(text) as ExpectedWorld};
		});
}
