import type {Binding, Expr} from '../code/ir.ts';

/** The name a called function has where it comes from, whatever the file calls it; empty where it has none. */
export function outsideName(callee: Expr): string {
	if (callee.kind === 'member') return typeof callee.property === 'string' ? callee.property : '';
	if (callee.kind !== 'name') return '';
	return (callee.binding === null ? null : importedAs(callee.binding)) ?? callee.name;
}

/** Null: declared here. */
function importedAs(binding: Binding): string | null {
	const {from, declaration} = binding;
	if (from !== undefined) return from.name === 'default' ? (wholePackages[from.source] ?? 'default') : from.name;
	if (declaration === undefined) return null;
	const {pattern, init} = declaration;
	if (pattern.kind === 'object') {
		const taken = pattern.props.find(({value}) => value.kind === 'bind' && value.binding === binding);
		return typeof taken?.key === 'string' ? taken.key : null;
	}
	const source = init.kind === 'import' && init.source.kind === 'literal' ? String(init.source.value) : '';
	return wholePackages[source] ?? null;
}

/** Packages that are one function, which everybody names as they like. */
const wholePackages: Record<string, string> = {'http-errors': 'createError', 'url-parse': 'parse'};
