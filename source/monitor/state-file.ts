import {createHash} from 'node:crypto';
import {mkdirSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';

/**
 * Where history and jobs of a project live unless told otherwise: one file a folder, name and `program` under the XDG state folder, so that nothing is
 * written into the project, and the numbers of a project's server and of its other programs never mix. Makes the folder (0700); throws what the file system throws.
 */
export function stateFile(project: string, name: string, env: NodeJS.ProcessEnv, program = ''): string {
	const folder = path.join(env['XDG_STATE_HOME'] || path.join(homedir(), '.local', 'state'), 'esa-health');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	const mark = createHash('sha256')
		.update(`${path.resolve(project)}\0${name}\0${program}`)
		.digest('hex')
		.slice(0, 8);
	return path.join(folder, `${name.replaceAll(/[^\w.-]+/g, '-').slice(0, 60)}-${mark}.db`);
}
