import type {Project} from '../project/project.ts';

/** The folder of the nearest package.json over a file, `''` for the root's (or where there is none). */
export function packageFolderOf(file: string, project: Project): string {
	let folder = parentOf(file);
	while (folder !== '' && project.readText(`${folder}/package.json`) === undefined) folder = parentOf(folder);
	return folder;
}

function parentOf(path: string): string {
	const slash = path.lastIndexOf('/');
	return slash === -1 ? '' : path.slice(0, slash);
}
