import type {Evaluator} from './evaluator.ts';
import type {Value} from './value.ts';

/** Whether a condition holds; null: cannot be told. */
export function truthOf(e: Evaluator, value: Value): boolean | null {
	if (value.kind === 'lazy' && value.value === null && e.isRehearsal) return null;
	const forced = value.kind === 'lazy' ? e.force(value) : value;
	switch (forced.kind) {
		case 'literal':
			return forced.isAssumed === true ? null : Boolean(forced.value);
		case 'concat':
			return forced.parts.some((part) => part.kind === 'literal' && String(part.value) !== '') ? true : null;
		case 'choice': {
			const each = e.eachOf(forced).map((option) => truthOf(e, option.value));
			return each.every((one) => one === each[0]) ? (each[0] ?? null) : null;
		}
		case 'param':
		case 'unknown':
		case 'env':
		case 'external':
		case 'lazy':
			return null;
		case 'object':
			return e.instances.isKnownByType(forced) ? null : true;
		case 'array':
		case 'class':
		case 'closure':
		case 'native':
		case 'regexp':
			return true;
	}
}

/** Whether something is there, for `??`; null: cannot be told. */
export function presenceOf(e: Evaluator, value: Value): boolean | null {
	switch (value.kind) {
		case 'literal':
			return value.value !== null && value.value !== undefined;
		case 'choice': {
			const each = e.eachOf(value).map((option) => presenceOf(e, option.value));
			return each.every((one) => one === each[0]) ? (each[0] ?? null) : null;
		}
		case 'param':
		case 'unknown':
		case 'env':
		case 'external':
		case 'lazy':
			return null;
		case 'array':
		case 'class':
		case 'closure':
		case 'concat':
		case 'native':
		case 'object':
		case 'regexp':
			return true;
	}
}
