import type {Occurrence} from '../occurrence.ts';
import {adviseBatch} from './advise-batch.ts';
import {adviseOnce} from './advise-once.ts';
import {adviseSlow} from './advise-slow.ts';
import type {Advice, Advised} from './advice.ts';
import {libraryOf, systemOf} from './libraries/library.ts';

export type {Advice};

export interface AdviceOptions {
	/** Packages the service uses; asked where `occurrence.via` names no library we know. */
	readonly libraries?: readonly string[];
}

/** Says what to write instead. Pure, and never throws: a query that cannot be read, or not be batched safely, gets an advice in words. */
export function adviseOn(occurrence: Occurrence, options: AdviceOptions = {}): Advice {
	const used = options.libraries ?? [];
	const library = libraryOf(occurrence.via, used);
	const advised = {occurrence, library, system: occurrence.system ?? systemOf(library), packages: [...occurrence.via, ...used]};
	const advice = adviseByKind(advised);
	const isGuessed = occurrence.system === null && advised.system === 'postgresql' && advice.code !== null;
	return isGuessed ? {...advice, caveats: [...advice.caveats, guessedSystem]} : advice;
}

const guessedSystem = 'Written for PostgreSQL: nothing tells which database it is.';

function adviseByKind(advised: Advised): Advice {
	switch (advised.occurrence.kind) {
		case 'n-plus-one':
		case 'write-loop':
			return adviseBatch(advised);
		case 'repeated-identical':
			return adviseOnce(advised);
		case 'slow':
			return adviseSlow(advised);
	}
}
