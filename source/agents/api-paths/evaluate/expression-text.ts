import type {Expr} from '../code/ir.ts';

/** How a thing is named, or the expression that names it: most names are never needed. */
export type Naming = string | Expr;

/** See `Naming`. */
export function nameOf(naming: Naming): string {
	return typeof naming === 'string' ? naming : textOfExpr(naming);
}

/** An expression as it would be named in a path: `user.id`. */
export function textOfExpr(expr: Expr): string {
	switch (expr.kind) {
		case 'name':
			return expr.name;
		case 'this':
			return 'this';
		case 'literal':
			return String(expr.value);
		case 'member':
			return `${textOfExpr(expr.object)}${typeof expr.property === 'string' ? `.${expr.property}` : `[${textOfExpr(expr.property)}]`}`;
		case 'call':
			return callTextOf(expr);
		case 'await':
		case 'typed':
			return textOfExpr(expr.of);
		case 'binary':
			return `${textOfExpr(expr.left)} ${expr.op} ${textOfExpr(expr.right)}`;
		case 'unary':
			return `${expr.op}${textOfExpr(expr.of)}`;
		case 'array':
		case 'assign':
		case 'choose':
		case 'class':
		case 'element':
		case 'function':
		case 'import':
		case 'import-meta':
		case 'logic':
		case 'object':
		case 'other':
		case 'regexp':
		case 'sequence':
		case 'super':
		case 'template':
		case 'yield':
			return '…';
	}
}

function callTextOf(expr: Extract<Expr, {kind: 'call'}>): string {
	const [first] = expr.args;
	const inner = first === undefined || first.kind === 'spread' ? '' : textOfExpr(first);
	return `${textOfExpr(expr.callee)}(${inner.length > 30 ? '…' : inner})`;
}
