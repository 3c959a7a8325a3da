import {globalValue} from './builtins.ts';
import type {Evaluator} from './evaluator.ts';
import {isInherited} from './inherited-names.ts';
import {findModel} from './find-model.ts';
import type {Value} from './value.ts';

/** What the code uses and does not have: globals and packages, as the models know them. */
export class Outside {
	readonly #e: Evaluator;
	readonly #globals = new Map<string, Value>();
	readonly #packages = new Map<string, Value>();

	constructor(e: Evaluator) {
		this.#e = e;
	}

	/** A global: what a model says, else what the language says. */
	globalOf(name: string): Value {
		let value = this.#globals.get(name);
		if (value === undefined) {
			value = this.#modelledGlobal(name) ?? globalValue(this.#e, name);
			this.#globals.set(name, value);
		}
		return value;
	}

	#modelledGlobal(name: string): Value | undefined {
		if (isInherited(name)) return undefined;
		for (const model of this.#e.models) {
			const global = model.globals?.[name];
			if (global !== undefined) return global(this.#e);
		}
		return undefined;
	}

	/** What a package exports under a name: what its model says, else an external. */
	packageExport(packageName: string, subpath: string, name: string): Value {
		const specifier = subpath === '' ? packageName : `${packageName}/${subpath}`;
		const key = `${specifier}#${name}`;
		let value = this.#packages.get(key);
		if (value === undefined) {
			const exportOfModel = isInherited(name) ? undefined : findModel(this.#e.models, packageName, specifier);
			value = exportOfModel?.(name, this.#e) ?? {
				kind: 'external',
				module: specifier,
				path: name === '*' ? [] : [name],
			};
			this.#packages.set(key, value);
		}
		return value;
	}
}
