import type {DatabaseSystem} from '../../../../protocol/query-trace.ts';
import {hasNumbersOfTypes, readPattern, type PatternText} from '../statement/pattern-text.ts';
import {batchDelete} from './batch-delete.ts';
import {batchInsert} from './batch-insert.ts';
import {batchSelect, type Dress} from './batch-select.ts';
import {batchUpdate} from './batch-update.ts';
import {refuse, type Batch, type Refusal} from './batch.ts';

/** The statement that does at once what is done value by value with queries of a pattern, or why there is none. */
export function batchOf(pattern: string, system: DatabaseSystem, dress: Dress = {}): Batch | Refusal {
	const text = readPattern(pattern, system);
	const batch = batchByVerb(text, dress);
	return batch.kind === 'batch' && hasNumbersOfTypes(text) ? {...batch, hidden: numbersOfTypes} : batch;
}

const numbersOfTypes = 'The statement is the one in the code with that condition: numbers of its types (`numeric(10, 2)`) are not kept.';

function batchByVerb(text: PatternText, dress: Dress): Batch | Refusal {
	if (text.pattern.endsWith('...'))
		return refuse('its text was cut before it reached us', 'See at its place in the code whether it can take a list.');
	switch (text.tokens[0]?.name ?? '') {
		case 'select':
			return batchSelect(text, dress);
		case 'insert':
		case 'replace':
			return batchInsert(text);
		case 'update':
			return batchUpdate(text);
		case 'delete':
			return batchDelete(text);
		default:
			return refuse('it is no plain SELECT, INSERT, UPDATE or DELETE', 'See whether what it calls can take a list.');
	}
}
