import {isInherited} from './inherited-names.ts';
import type {Machine, Model} from './machine.ts';
import type {Value} from './value.ts';

/** The model of a package: by its name, by the specifier, or by a name with `/*`. */
export function findModel(
	models: readonly Model[],
	packageName: string,
	specifier: string,
): ((name: string, machine: Machine) => Value | undefined) | undefined {
	if (isInherited(specifier) || isInherited(packageName)) return undefined;
	const found = models.flatMap(
		({modules}) => modules?.[specifier] ?? (specifier === packageName ? [] : (modules?.[`${packageName}/*`] ?? [])),
	);
	if (found.length < 2) return found[0];
	return (name, machine) => {
		for (const exportOfModel of found) {
			const value = exportOfModel(name, machine);
			if (value !== undefined) return value;
		}
		return undefined;
	};
}
