import type {Module} from '../code/ir.ts';
import type {Machine, Site} from '../evaluate/machine.ts';
import type {JudgedCall} from '../facts.ts';
import {countCalls} from '../matching/report.ts';
import type {CallCounts} from '../matching/report.ts';
import type {DataFlow, GateCheck, PathFinding} from '../report.ts';
import type {OpaqueMount, Route} from '../routes/route.ts';
import {followData} from './data-flow.ts';
import type {Code} from './definitions.ts';
import {placesOf} from './kept.ts';
import type {Watcher} from './kept.ts';
import {newGateMemory, refresh} from './memory.ts';
import type {GateMemory} from './memory.ts';
import {findMockFallbacks} from './mock-fallbacks.ts';
import type {MockFallbacks} from './mock-fallbacks.ts';
import {checkPrefixes} from './prefixes.ts';

export interface GateInput {
	routes: readonly Route[];
	opaque: readonly OpaqueMount[];
	calls: readonly JudgedCall[];
	/** Where the API lives, as `namespacesOf` tells. */
	namespaces: readonly (readonly string[])[];
	/** Code of clients, where made-up data would be seen. */
	modules: readonly Module[];
	/** Where requests are made: at their call, and below all wrappers. */
	sites: readonly Site[];
	machine: Machine;
	/** The gate passes when at least this share of the calls could be decided, 0–1. */
	minimumDecidedRate: number;
}

export interface GateResult {
	checks: GateCheck[];
	findings: PathFinding[];
	dataFlows: DataFlow[];
}

/** Asks the five questions of Quality Gate 2.5. Pure but for what the machine works out when it is asked, whatever `memory` holds of other times. */
export function runGate(input: GateInput, memory: GateMemory = newGateMemory()): GateResult {
	const {machine} = input;
	const requests = placesOf(input.sites);
	const code = codeOf(machine, memory.watcher);
	// A project keeps what resolves its names as long as none of them can have got another meaning.
	refresh(memory, {modules: machine.modules(), requests, names: Reflect.get(machine.project, 'resolve')}, machine);
	const counts = countCalls(input.calls);
	const prefixes = checkPrefixes(input.routes, input.opaque, input.calls, input.namespaces);
	const fallbacks = findMockFallbacks(input.modules, requests, code, memory);
	const dataFlows = followData(input.calls, machine, code, requests, memory);
	const routes = input.routes.filter((route) => !route.isFallback).length;
	return {
		checks: [
			checkCompared(counts, routes, input.minimumDecidedRate),
			checkCalls(counts),
			prefixes.check,
			checkFallbacks(fallbacks),
			checkDataFlow(dataFlows, counts),
		],
		findings: [...prefixes.findings, ...fallbacks.findings],
		dataFlows,
	};
}

/** The code of a machine's project; what is read of it is seen. */
function codeOf(machine: Machine, watcher: Watcher): Code {
	const modules = new Map(machine.modules().map((module) => [module.file, module]));
	return {
		moduleOf: (file) => {
			watcher.see(file);
			return modules.get(file) ?? null;
		},
		resolve: (from, specifier) => machine.project.resolve(from, specifier),
	};
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
/** One decimal, and never 100 % of something that is not all of it. */
const percent = (share: number): string => `${(share === 1 ? 100 : Math.min(99.9, Math.round(share * 1000) / 10)).toString()} %`;

/** (1) Something was compared, and enough of it could be decided. */
export function checkCompared(counts: CallCounts, routes: number, minimum: number): GateCheck {
	const {decidedRate, decided, undecidable, external} = counts;
	const judged = decided + undecidable;
	const beside = external === 0 ? '' : `; ${counted(external, 'call')} of other services left aside`;
	if (routes === 0 || judged === 0 || decidedRate === null) {
		const lacks =
			routes === 0 && judged === 0 ? 'neither routes nor calls were' : routes === 0 ? 'no routes were' : 'no calls to this backend were';
		return {
			name: 'compared',
			passed: false,
			detail: `Nothing was compared: ${lacks} found (${counted(routes, 'route')}, ${counted(judged, 'call')})${beside}.`,
		};
	}
	return {
		name: 'compared',
		passed: decidedRate >= minimum,
		detail: `${decided} of ${counted(judged, 'call')} decided against ${counted(routes, 'route')}: ${percent(decidedRate)}, at least ${percent(minimum)} wanted${beside}.`,
	};
}

/** (2) Every decided call is answered. */
export function checkCalls({decided, matched, missing, methodMismatch}: CallCounts): GateCheck {
	const faults = [
		...(missing === 0 ? [] : [`${missing} missing`]),
		...(methodMismatch === 0 ? [] : [`${methodMismatch} with a method that their path does not take`]),
	];
	const found = faults.length === 0 ? '' : `; ${faults.join(', ')}`;
	return {
		name: 'calls-match',
		passed: decided > 0 && faults.length === 0,
		detail: `${matched} of ${counted(decided, 'decided call')} answered by a route${found}.`,
	};
}

/** (4) No made-up data where data was asked for. */
function checkFallbacks({findings, examined}: MockFallbacks): GateCheck {
	const detail = `${findings.length} of ${counted(examined, 'fallback')} for what requests give ${findings.length === 1 ? 'is' : 'are'} made-up data.`;
	return {name: 'mock-fallbacks', passed: findings.length === 0, detail};
}

/** (5) How far the data could be followed: told, never a reason to fail. */
function checkDataFlow(flows: readonly DataFlow[], {matched}: CallCounts): GateCheck {
	const reached = flows.filter(({ends}) => ends === 'database').length;
	const others = Map.groupBy(
		flows.filter(({ends}) => ends !== 'database'),
		({ends}) => ends,
	);
	const rest = [...others].map(([ends, of]) => `${of.length} ${words[ends] ?? ends}`).toSorted();
	const detail = `${reached} of ${counted(matched, 'matched call')} followed to a database${rest.length === 0 ? '' : `; ${rest.join(', ')}`}.`;
	return {name: 'data-flow', passed: true, detail};
}

const words: Record<string, string> = {
	request: 'to another service',
	'no-handler': 'without a handler that could be read',
	'no-database-access': 'without a database access',
	'external-code': 'into code of packages',
	unresolved: 'into code that could not be followed',
};
