import {asRecord} from './json-with-comments.ts';
import {inFolder, type Manifest} from './manifests.ts';

/**
 * Where a package of the project keeps what is imported as `name/subpath`, best first, relative to the root and without saying that anything is
 * there. Output that was not built stands for its source: `dist/esm/index.mjs` for `src/index.ts`.
 */
export function entriesOfPackage({folder, json}: Manifest, subpath: string): string[] {
	const targets = [...exportTargets(json['exports'], subpath), ...(subpath === '' ? mainTargets(json) : [`./${subpath}`])];
	const usual = subpath === '' ? ['src/index', 'index', 'src/main', 'src', 'lib/index'] : [`src/${subpath}`, `lib/${subpath}`];
	return [...targets.flatMap((target) => [target, ...sourcesOf(target)]), ...usual].map((target) => inFolder(folder, target));
}

/** Where `#name` leads by the `imports` of a package. */
export function importTargets(json: Record<string, unknown>, specifier: string): string[] {
	return matchTargets(asRecord(json['imports']) ?? {}, specifier).flatMap((target) => [
		target,
		...(target.startsWith('.') ? sourcesOf(target) : []),
	]);
}

function exportTargets(field: unknown, subpath: string): string[] {
	const key = subpath === '' ? '.' : `./${subpath}`;
	const record = asRecord(field);
	const hasSubpaths = record !== undefined && Object.keys(record).some((name) => name.startsWith('.'));
	if (hasSubpaths) return matchTargets(record, key);
	return key === '.' ? leaves(field) : [];
}

/** An exact key first, else the pattern with the longest text before its star. */
function matchTargets(table: Record<string, unknown>, key: string): string[] {
	if (Object.hasOwn(table, key)) return leaves(table[key]);
	const patterns = Object.keys(table).filter((pattern) => pattern.includes('*') || pattern.endsWith('/'));
	for (const pattern of patterns.toSorted((a, b) => b.indexOf('*') - a.indexOf('*'))) {
		const [before = '', after = ''] = pattern.split('*');
		if (!key.startsWith(before) || !key.endsWith(after) || key.length < before.length + after.length) continue;
		const part = key.slice(before.length, key.length - after.length);
		return leaves(table[pattern]).map((target) => (target.includes('*') ? target.replaceAll('*', part) : `${target}${part}`));
	}
	return [];
}

/** Every target whatever its condition, in order, those of types last: which of them exists decides. */
function leaves(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(leaves);
	const entries = Object.entries(asRecord(value) ?? {});
	const isType = ([condition]: [string, unknown]) => condition.startsWith('types');
	return [...entries.filter((entry) => !isType(entry)), ...entries.filter(isType)].flatMap(([, each]) => leaves(each));
}

function mainTargets(json: Record<string, unknown>): string[] {
	return ['source', 'svelte', 'module', 'main', 'browser', 'types', 'typings'].flatMap((field) => {
		const target = json[field];
		return typeof target === 'string' ? [target] : [];
	});
}

/** For `dist/esm/a/index.mjs`: `src/esm/a/index`, `src/a/index`, `a/index` …, each without its ending. */
function sourcesOf(target: string): string[] {
	const parts = target
		.replace(/^\.\//, '')
		.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')
		.split('/');
	return parts.slice(1).flatMap((_, dropped) => {
		const rest = parts.slice(dropped + 1).join('/');
		return rest.startsWith('src/') ? [rest] : [`src/${rest}`, rest];
	});
}
