import {literal, native, unknown} from './value.ts';
import type {Value} from './value.ts';

/** The environment of the process or of the build. */
export function envValue(): Value {
	return native('env', {get: (name) => envVariable(name)});
}

function envVariable(name: string): Value {
	// What bundlers put there by themselves.
	if (name === 'NODE_ENV' || name === 'MODE' || name === 'PROD' || name === 'DEV' || name === 'SSR') return unknown(name);
	return name === 'BASE_URL' ? literal('/') : {kind: 'env', name};
}
