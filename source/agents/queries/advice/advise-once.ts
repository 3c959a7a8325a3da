import {describe} from '../../../sql/statement.ts';
import type {Advice, Advised} from './advice.ts';
import {isUnderGraphql} from './libraries/library.ts';
import {camel} from './names.ts';

/** One query, or none, in place of equal ones. */
export function adviseOnce(advised: Advised): Advice {
	const {occurrence, system} = advised;
	const {verb, tables} = describe(occurrence.pattern, system);
	const table = tables[0]?.split('.').at(-1)?.replaceAll(/["`]/g, '');
	if (verb === 'insert' || verb === 'update' || verb === 'delete' || verb === 'merge') return writtenAgain(advised, table);
	const what = table === undefined ? 'the database' : table;
	const name = camel(table ?? 'answer');
	const change = `If code in between changes ${what}, ask again behind it.`;
	if (isUnderGraphql(advised.packages)) {
		return {
			summary: `Let a DataLoader of the request answer for ${what}: equal keys are then asked once instead of ${occurrence.count} times.`,
			code: null,
			caveats: ['One loader for each request: a shared one would keep answers for ever.', change],
		};
	}
	if (occurrence.parallel) {
		return {
			summary: `Share one promise: ask ${what} once and let all ${occurrence.count} callers await the same answer.`,
			code: `// one for each request; query() sends: ${occurrence.pattern}\nlet ${name};\nconst ask${upper(name)} = () => (${name} ??= query());`,
			caveats: ['A rejected promise is shared, too: set it back where a second try should ask again.', change],
		};
	}
	const where = occurrence.nestedIn === null ? 'before the loop' : 'before the outer loop';
	return {
		summary: `Ask ${what} once, ${where}, and keep the answer: all ${occurrence.count} queries had the same values.`,
		code: `// ${where}; query() sends: ${occurrence.pattern}\nconst ${name} = await query();`,
		caveats: ['Where the calls are far apart, keep the answer for the request, not for the process.', change],
	};
}

function writtenAgain({occurrence}: Advised, table: string | undefined): Advice {
	return {
		summary: `Write once what ${occurrence.count} equal statements write${table === undefined ? '' : ` to ${table}`}: gather it in the loop, and send it behind the loop.`,
		code: null,
		caveats: ['If each of them adds something (a counter, a row), send the sum or all rows with one statement.'],
	};
}

function upper(name: string): string {
	return name.charAt(0).toUpperCase() + name.slice(1);
}
