import {literal, objectOf} from '../../evaluate/value.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {newScope} from './instance.ts';
import {fastifyApps, newApp} from './record.ts';
import {register} from './register.ts';

/**
 * `fastify start app.js` of fastify-cli: the file exports a plugin, and the command makes the server. Scripts of a package name the file,
 * often as it is called once built.
 */
export function startFromCommand(machine: Machine): void {
	const {project} = machine;
	if (!project.dependsOn('fastify-cli')) return;
	for (const manifest of project.filesUnder('').filter((file) => /(?:^|\/)package\.json$/u.test(file))) {
		const folder = manifest.slice(0, -'package.json'.length);
		const commands = startCommands(project.readText(manifest) ?? '');
		const started = new Map(commands.map((command) => [sourceOf(project.files, folder, command.file), command.prefix]));
		for (const [file, prefix] of started) if (file !== null) startPlugin(machine, file, prefix);
	}
}

export interface StartCommand {
	file: string;
	prefix: string;
}

/** The `fastify start` commands among the scripts of a package.json. */
export function startCommands(manifest: string): StartCommand[] {
	const commands: StartCommand[] = [];
	for (const [, rest = ''] of manifest.matchAll(/\bfastify\s+start\b([^&|;\n"'\\]*)/gu)) {
		const words = rest.split(/\s+/u).filter((word) => word !== '');
		const file = words.findLast((word) => /\.[cm]?[jt]s$/u.test(word));
		const flag = words.findIndex((word) => word === '-x' || word === '--prefix');
		if (file !== undefined) commands.push({file, prefix: flag < 0 ? '' : (words[flag + 1] ?? '')});
	}
	return commands;
}

/** The source of a file that may be built: the same name and folders from the end, with as few folders in front as can be. */
export function sourceOf(files: readonly string[], folder: string, named: string): string | null {
	const wanted = (folder + named.replace(/^\.\//u, '')).replace(/\.[cm]?[jt]s$/u, '');
	const sources = new Map(files.map((file) => [file.replace(/\.[cm]?[jt]sx?$/u, ''), file]));
	const exact = sources.get(wanted);
	if (exact !== undefined) return exact;
	const tail = wanted.slice(folder.length).split('/').slice(1).join('/');
	if (tail === '') return null;
	const candidates = [...sources].filter(([name]) => name.startsWith(folder) && (name === folder + tail || name.endsWith(`/${tail}`)));
	return candidates.toSorted(([a], [b]) => a.split('/').length - b.split('/').length)[0]?.[1] ?? null;
}

function startPlugin(machine: Machine, file: string, prefix: string): void {
	const plugin = machine.exportOf(file, 'default');
	const module = machine.modules().find((one) => one.file === file);
	if (plugin === null || module === undefined) return;
	const app = newApp(machine, true, {module, at: 0});
	fastifyApps(machine).push(app);
	const options = prefix === '' ? objectOf({}) : objectOf({prefix: literal(prefix)});
	register(newScope(app), machine.force(plugin), options, {module, at: 0}, machine);
}
