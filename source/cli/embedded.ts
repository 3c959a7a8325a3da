import {statSync} from 'node:fs';
import {EsaError} from '../basics/esa-error.ts';
import type {Connection} from '../client/connection.ts';
import {createMonitor, type Monitor} from '../monitor/create-monitor.ts';
import {stateFile} from '../monitor/state-file.ts';
import type {Settings} from './settings.ts';

/** The server for the project in this folder, and a connection to it over the real wire on a loopback port of its own. */
export async function startEmbedded(settings: Settings): Promise<{connection: Connection; close(): Promise<void>}> {
	const monitor = await projectMonitor(settings);
	const listener = await monitor.listen({host: '127.0.0.1', port: 0});
	const {connect} = await import('../client/connect.ts');
	return {connection: connect(listener.url, {intervalMs: settings.intervalMs}), close: () => monitor.close()};
}

/** A monitor that measures no process of its own: it runs a project's agents and remembers what they find. */
export async function projectMonitor(settings: Settings): Promise<Monitor> {
	checkProject(settings.project);
	return createMonitor({
		name: settings.name,
		project: settings.project,
		store: settings.store ?? defaultStore(settings),
		measure: false,
		failOpen: false,
		schedules: settings.schedules,
		agents: settings.agentOptions,
		...(settings.timeZone !== undefined && {timeZone: settings.timeZone}),
	});
}

function checkProject(project: string): void {
	let isFolder = false;
	try {
		isFolder = statSync(project).isDirectory();
	} catch (error) {
		throw new EsaError('project', `The project ${project} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {cause: error});
	}
	if (!isFolder) throw new EsaError('project', `The project ${project} is no folder.`);
}

function defaultStore({project, name}: Settings): string {
	try {
		return stateFile(project, name, process.env);
	} catch {
		// Without a home to write to, history lives as long as the program; the report says so.
		return ':memory:';
	}
}
