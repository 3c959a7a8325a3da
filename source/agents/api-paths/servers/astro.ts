import type {Model} from '../evaluate/machine.ts';
import {nextAppNumber} from './app-number.ts';
import {appFolders, bracketPath, exportedMethods, fileRoutes, httpMethods, type FileMethod} from './file-routes.ts';
import {configValue} from './files/config.ts';

/** Names before Astro 3: lower case, and `del`. */
const oldNames: Record<string, string> = {get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', del: 'DELETE', all: 'ALL'};

/** Astro: endpoints in `src/pages`, whose file name keeps its inner ending (`feed.xml.ts`). */
export const astroModel: Model = {
	name: 'astro',
	routes(machine) {
		const routes = appFolders(machine, /(?<=^|\/)src\/pages\/.*\.[jt]s$/u, 'astro').flatMap((folder) => {
			const app = nextAppNumber(machine);
			const config = configValue(machine, folder, 'astro');
			const base = config === null ? undefined : machine.literalOf(machine.get(config.value, 'base'));
			return machine.project.files.flatMap((file) => {
				const rest = file.startsWith(`${folder}src/pages/`)
					? /^(.*)\.[jt]s$/u.exec(file.slice(`${folder}src/pages/`.length))?.[1]
					: undefined;
				if (rest === undefined || rest.split('/').some((segment) => segment.startsWith('_'))) return [];
				const segments = rest.split('/');
				if (segments.at(-1) === 'index') segments.pop();
				const methods = [
					...exportedMethods(machine, file, [...httpMethods, 'ALL']),
					...exportedMethods(machine, file, Object.keys(oldNames)).map(renamed),
				];
				return fileRoutes('astro', `${typeof base === 'string' ? base.replace(/\/$/u, '') : ''}${bracketPath(segments)}`, methods, app);
			});
		});
		return {routes, opaque: []};
	},
};

function renamed(method: FileMethod): FileMethod {
	return {...method, method: oldNames[method.method] ?? method.method};
}
