import type {Machine} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import {withoutRehearsals} from '../instances.ts';
import {honoApps, honoInstanceOf} from './record.ts';
import type {HonoApp} from './record.ts';

/**
 * Apps that answer requests. An app need not listen to be one: runtimes take what the entry file exports. So of each package: the apps that
 * something serves, and what a configuration names as entry; without such, the ones that no app takes the routes of and that take those of
 * others; without such, all that no app takes the routes of.
 */
export function rootApps(machine: Machine): HonoApp[] {
	const made = withoutRehearsals(honoApps(machine).filter((app) => app.isMade));
	const free = made.filter((app) => app.routed === 0);
	const served = made.filter((app) => app.served > 0);
	const entries = entryApps(machine);
	const byPackage = Map.groupBy(free, (app) => packageOf(machine, app));
	const roots = new Set([...served, ...entries]);
	for (const [folder, apps] of byPackage) {
		const settled = [...roots].some((app) => packageOf(machine, app) === folder);
		if (!settled) for (const app of likeliest(machine, apps)) roots.add(app);
	}
	return honoApps(machine).filter((app) => roots.has(app));
}

function likeliest(machine: Machine, apps: HonoApp[]): HonoApp[] {
	const gathering = apps.filter((app) => app.routesOthers);
	if (gathering.length > 0) return gathering;
	const exported = exportedApps(machine, apps);
	return exported.length > 0 ? exported : apps;
}

/** Apps that are the default export of their file. */
function exportedApps(machine: Machine, apps: HonoApp[]): HonoApp[] {
	return apps.filter((app) => app.site !== null && appOf(machine.exportOf(app.site.module.file, 'default'), machine) === app);
}

function appOf(value: Value | null, machine: Machine): HonoApp | null {
	return value === null ? null : (honoInstanceOf(machine.force(value))?.app ?? null);
}

/** What the configuration of a Cloudflare worker names as `main`. */
function entryApps(machine: Machine): HonoApp[] {
	const {project} = machine;
	const configs = project.filesUnder('').filter((file) => /(?:^|\/)wrangler\.(?:toml|jsonc?)$/u.test(file));
	return configs.flatMap((config) => {
		const main = /["']?\bmain["']?\s*[=:]\s*["']([^"']+)["']/u.exec(project.readText(config) ?? '')?.[1];
		if (main === undefined) return [];
		const file = config.slice(0, config.lastIndexOf('/') + 1) + main.replace(/^\.\//u, '');
		const app = project.files.includes(file) ? appOf(machine.exportOf(file, 'default'), machine) : null;
		return app === null ? [] : [app];
	});
}

function packageOf(machine: Machine, app: HonoApp): string {
	let folder = app.site?.module.file ?? '';
	while (folder !== '') {
		folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));
		if (machine.project.readText(folder === '' ? 'package.json' : `${folder}/package.json`) !== undefined) return folder;
	}
	return folder;
}
