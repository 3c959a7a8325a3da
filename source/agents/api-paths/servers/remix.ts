import type {Machine, Model} from '../evaluate/machine.ts';
import type {Route} from '../routes/route.ts';
import {nextAppNumber} from './app-number.ts';
import {appFolders, exportedMethods, fileRoutes, moduleOf, type FileMethod} from './file-routes.ts';
import type {Role} from './listener/scope.ts';
import {anything} from './listener/constraint.ts';
import {walkListener} from './listener/walk.ts';

const packages = ['@remix-run/react', '@remix-run/node', '@remix-run/cloudflare', '@react-router/dev', '@react-router/fs-routes'];

/** Remix and React Router: resource routes of `app/routes`, which have a loader or an action and no page. */
export const remixModel: Model = {
	name: 'remix',
	routes(machine) {
		const folders = new Set(packages.flatMap((name) => appFolders(machine, /(?<=^|\/)app\/routes\//u, name)));
		const routes = [...folders].flatMap((folder) => {
			const app = nextAppNumber(machine);
			return machine.project.files.flatMap((file): Route[] => {
				const path = file.startsWith(`${folder}app/routes/`) ? pathOf(file.slice(`${folder}app/routes/`.length)) : null;
				return path === null || hasPage(machine, file) ? [] : fileRoutes('remix', path, resourceMethods(machine, file), app);
			});
		});
		return {routes, opaque: []};
	},
};

/** `api.users.$id.ts`, `api.users/route.ts` (and, as before version 2, `api/users/$id.ts`) are `/api/users/:id`. */
function pathOf(name: string): string | null {
	const plain = /^(.*?)(?:\/(?:route|index))?\.[jt]sx?$/u.exec(name)?.[1];
	if (plain === undefined) return null;
	const literals: string[] = [];
	const kept = plain.replaceAll(/\[([^\]]*)\]/gu, (_, text: string) => `‹${literals.push(text) - 1}›`);
	const segments = kept.split(/[./]/u).filter((segment) => segment !== '' && !segment.startsWith('_'));
	const path = segments.map(segmentOf).join('/');
	return `/${path.replaceAll(/‹(\d+)›/gu, (_, index: string) => literals[Number(index)] ?? '')}`;
}

/** `$` is the rest, `(lang)` may be left out, `users_` keeps out of the layout of `users`. */
function segmentOf(segment: string): string {
	// `api+` is a folder of the flat-routes package, which splits names at folders too.
	const own = segment.replace(/[_+]$/u, '');
	if (own === '$') return ':rest*';
	const optional = /^\((.*)\)$/u.exec(own)?.[1];
	if (optional !== undefined) return optional.startsWith('$') ? `:${optional.slice(1)}?` : `{${optional}}`;
	return own.startsWith('$') ? `:${own.slice(1)}` : own;
}

function hasPage(machine: Machine, file: string): boolean {
	return moduleOf(machine, file)?.exports.has('default') ?? true;
}

/** A loader answers GET, an action all that changes something unless it asks for the method. */
function resourceMethods(machine: Machine, file: string): FileMethod[] {
	const loader = exportedMethods(machine, file, ['loader', 'clientLoader'])
		.slice(0, 1)
		.map((one) => ({...one, method: 'GET'}));
	const action = exportedMethods(machine, file, ['action']).flatMap((one) => actionMethods(machine, one));
	return [...loader, ...action];
}

const actionArgs: Role = {kind: 'record', props: new Map([['request', {kind: 'request'}]])};
const changing = ['POST', 'PUT', 'PATCH', 'DELETE'];

function actionMethods(machine: Machine, action: FileMethod): FileMethod[] {
	const [handler] = action.handlers;
	const closure = handler === undefined ? undefined : machine.force(handler);
	const answered = closure?.kind === 'closure' ? walkListener(machine, closure, [actionArgs], {...anything, path: '/'}).answered : [];
	const asked = answered.flatMap(({methods, site}) =>
		(methods ?? changing).map((method) => ({...action, method, site: methods === null ? action.site : site})),
	);
	const all = asked.length > 0 ? asked : changing.map((method) => ({...action, method}));
	return [...new Map(all.map((one) => [one.method, one])).values()];
}
