import type {Model} from '../evaluate/machine.ts';
import {nextAppNumber} from './app-number.ts';
import {appFolders, bracketPath, exportedMethods, fileRoutes, httpMethods, type FileMethod} from './file-routes.ts';
import {configValue} from './files/config.ts';

/** SvelteKit: `src/routes/**\/+server.ts`. Pages and form actions are no API. */
export const svelteKitModel: Model = {
	name: 'svelte-kit',
	routes(machine) {
		const routes = appFolders(machine, /(?<=^|\/)src\/routes\/(?:.*\/)?\+server\.[jt]s$/u, '@sveltejs/kit').flatMap((folder) => {
			const app = nextAppNumber(machine);
			const config = configValue(machine, folder, 'svelte');
			const paths = config === null ? null : machine.get(machine.get(config.value, 'kit'), 'paths');
			const base = paths === null ? undefined : machine.literalOf(machine.get(paths, 'base'));
			return machine.project.files.flatMap((file) => {
				const rest = file.startsWith(`${folder}src/routes/`)
					? /^(.*\/)?\+server\.[jt]s$/u.exec(file.slice(`${folder}src/routes/`.length))
					: null;
				if (rest === null) return [];
				const path = bracketPath(
					(rest[1] ?? '')
						.split('/')
						.filter((segment) => segment !== '')
						.map(decoded),
				);
				return fileRoutes(
					'svelte-kit',
					`${typeof base === 'string' ? base : ''}${path}`,
					[...exportedMethods(machine, file, httpMethods), ...exportedMethods(machine, file, ['fallback']).map(asAll)],
					app,
				);
			});
		});
		return {routes, opaque: []};
	},
};

/** `fallback` answers the methods that have no function. */
const asAll = (method: FileMethod): FileMethod => ({...method, method: 'ALL'});

/** `[x+2e]well-known` is `.well-known`. */
function decoded(segment: string): string {
	return segment.replaceAll(/\[[xu]\+([0-9a-f-]+)\]/giu, (_, codes: string) =>
		String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16))),
	);
}
