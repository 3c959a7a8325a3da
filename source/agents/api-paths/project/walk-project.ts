import {statSync} from 'node:fs';
import {EsaError} from '../../../basics/esa-error.ts';
import {walkTree, type Tree} from './walk.ts';

/** The walk of a root, with a sentence for a person where there is nothing to walk. */
export function walkProject(root: string, ignore: readonly string[] = []): Tree {
	try {
		if (!statSync(root).isDirectory()) throw new EsaError('project', `${root} is no folder. Name the folder of the project to analyse.`);
		return walkTree(root, ignore);
	} catch (error) {
		if (error instanceof EsaError) throw error;
		throw new EsaError('project', `The folder ${root} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {cause: error});
	}
}
