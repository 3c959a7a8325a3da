/**
 * Remembers a pure function's last answer, so that one key press over 10,000 findings sorts them once and not for every reader of the list.
 * Arguments are compared by identity, which is enough for values that are never changed in place.
 */
export function rememberLast<Arguments extends readonly unknown[], Result>(
	compute: (...from: Arguments) => Result,
): (...from: Arguments) => Result {
	let last: {from: Arguments; result: Result} | null = null;
	return (...from) => {
		if (last === null || last.from.some((value, index) => !Object.is(value, from[index]))) last = {from, result: compute(...from)};
		return last.result;
	};
}
