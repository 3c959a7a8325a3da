/** The kinds of tokens, as numbers because they are compared for every token of every query. */
export const end = 0;
/** A name without quotes or a keyword (then {@link Scanner.keyword} is not `none`). */
export const word = 1;
/** A name in quotes. */
export const quotedName = 2;
/** A value written out: number with its sign, string of any kind, NULL, TRUE and FALSE where they are values. */
export const literal = 3;
/** `?`, `$1`, `:name`, `%s` …: a value that is sent apart. */
export const placeholder = 4;
export const operator = 5;
export const open = 6;
export const close = 7;
export const openBracket = 8;
export const closeBracket = 9;
export const comma = 10;
export const dot = 11;
export const semicolon = 12;
/** `::` */
export const cast = 13;
/** `:` between the bounds of a slice. */
export const colon = 14;
/** `...` at the very end: somebody cut the text. */
export const cut = 15;
/** The 2 of `ORDER BY 2`: a column, no value. */
export const ordinal = 16;

/** What a bracket encloses. */
export const plainBracket = 0;
/** Values of which any number may stand: `IN (…)`, `FIELD(a, …)`. */
export const listBracket = 1;
/** One row of `VALUES`. */
export const rowBracket = 2;
export const castBracket = 3;
/** `ARRAY[…]` and the brackets inside it. */
export const arrayBracket = 4;
/** `a[1:2]` */
export const subscriptBracket = 5;
