import type {Machine} from '../../evaluate/machine.ts';
import {native, type Value} from '../../evaluate/value.ts';
import {emptyPath, pathTextsOf, type PathText} from '../path-text.ts';

const neutralLabel = 'nest.VERSION_NEUTRAL';
/** `VERSION_NEUTRAL`: answers without version in the path. */
export const versionNeutral: Value = native(neutralLabel);

/** The numbers of `VersioningType`; only those in the address show in a path. */
export const versioningTypes = {URI: 0, HEADER: 1, MEDIA_TYPE: 2, CUSTOM: 3} as const;

/** The segments that versions put into the path: `v1`; the empty text where there is none. */
export function versionPathsOf(machine: Machine, versioning: Value | null, versions: Value | null): PathText[] {
	if (versioning === null || !isInAddress(machine, versioning)) return [emptyPath];
	const given = versions ?? machine.get(versioning, 'defaultVersion');
	const prefix = prefixOf(machine, versioning);
	const paths = versionsIn(machine, given).map((version) =>
		version === null ? emptyPath : {...version, text: `${prefix}${version.text}`},
	);
	return paths.length > 0 ? paths : [emptyPath];
}

function isInAddress(machine: Machine, versioning: Value): boolean {
	const type = machine.literalOf(machine.get(versioning, 'type'));
	return type === undefined || type === versioningTypes.URI;
}

function prefixOf(machine: Machine, versioning: Value): string {
	const [prefix] = machine.eachOf(machine.get(versioning, 'prefix'));
	if (prefix?.value.kind === 'literal' && prefix.value.value === false) return '';
	return String(machine.literalOf(machine.get(versioning, 'prefix')) ?? 'v');
}

/** Null stands for the neutral version. */
function versionsIn(machine: Machine, value: Value): (PathText | null)[] {
	return machine.eachOf(value).flatMap(({value: one}) => {
		if (one.kind === 'native' && one.label === neutralLabel) return [null];
		const list = machine.itemsOf(one);
		return list === null ? pathTextsOf(machine, one) : list.items.flatMap((item) => versionsIn(machine, item));
	});
}
