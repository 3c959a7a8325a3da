import type {
	Arg,
	Class,
	Expr,
	Func,
	Member,
	Module,
	Param,
	Pattern,
	Prop,
	Stmt,
	Type,
} from '../../../../source/agents/api-paths/code/ir.ts';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';

/** The code of a file as lowering sees it. */
export function lowered(text: string, file = 'a.js'): string {
	return printModule(readModule(file, text));
}

/** Prints lowered code as one line per statement: names as `name` (globals as `%name`), everything else as `(kind …)`. */
export function printModule(module: Module): string {
	return linesOf(module.top, '').join('\n');
}

/** Statements, with the declared functions before them as they are when they run. */
function linesOf(func: Func, indent: string): string[] {
	const hoisted = func.hoisted.flatMap(({func: own}) => (own === undefined || own === func ? [] : [`${indent}${printFunc(own, indent)}`]));
	return [...hoisted, ...func.body.map((stmt) => indent + printStmt(stmt, indent))];
}

function block(stmts: readonly Stmt[], indent: string): string {
	const inner = `${indent}  `;
	return braced(
		stmts.map((stmt) => inner + printStmt(stmt, inner)),
		indent,
	);
}

const braced = (lines: readonly string[], indent: string): string => (lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`);

export function printStmt(stmt: Stmt, indent = ''): string {
	switch (stmt.kind) {
		case 'run':
			return printExpr(stmt.expr, indent);
		case 'declare':
			return `${printPattern(stmt.pattern)}${stmt.type === null ? '' : `: ${printType(stmt.type)}`} = ${stmt.init === null ? 'nothing' : printExpr(stmt.init, indent)}`;
		case 'class':
			return `${stmt.binding.name} = ${printClass(stmt.cls, indent)}`;
		case 'return':
			return stmt.value === null ? 'return' : `return ${printExpr(stmt.value, indent)}`;
		case 'throw':
			return `throw ${printExpr(stmt.value, indent)}`;
		case 'if':
			return `if ${printExpr(stmt.test, indent)} ${block(stmt.then, indent)} else ${block(stmt.otherwise, indent)}`;
		case 'loop':
			return printLoop(stmt, indent);
		case 'try':
			return `try ${block(stmt.body, indent)} catch ${stmt.param === null ? '' : printPattern(stmt.param)} ${stmt.handler === null ? 'none' : block(stmt.handler, indent)} finally ${block(stmt.finalizer, indent)}`;
		case 'switch':
			return `switch ${printExpr(stmt.on)} ${stmt.cases.map(({test, body}) => `${test === null ? 'default' : printExpr(test)} ${block(body, indent)}`).join(' ')}`;
		case 'break':
		case 'continue':
			return stmt.kind;
		case 'export-default':
			return `export default ${printExpr(stmt.value, indent)}`;
	}
}

function printLoop(stmt: Extract<Stmt, {kind: 'loop'}>, indent: string): string {
	if ('over' in stmt) return `for ${printPattern(stmt.pattern)} ${stmt.how} ${printExpr(stmt.over)} ${block(stmt.body, indent)}`;
	const [before, test, after] = [
		block(stmt.before, indent),
		stmt.test === null ? 'true' : printExpr(stmt.test),
		stmt.after === null ? '' : printExpr(stmt.after),
	];
	return `${stmt.how} ${before} ${test} ${block(stmt.body, indent)} ${after}`.trimEnd();
}

export function printExpr(expr: Arg, indent = ''): string {
	const print = (part: Arg): string => printExpr(part, indent);
	switch (expr.kind) {
		case 'literal':
			return typeof expr.value === 'string' ? `'${expr.value}'` : String(expr.value);
		case 'regexp':
			return `/${expr.source}/${expr.flags}`;
		case 'template':
			return `\`${expr.quasis.map((quasi, index) => quasi + (index < expr.holes.length ? `\${${print(expr.holes[index] as Expr)}}` : '')).join('')}\``;
		case 'name':
			return expr.binding === null ? `%${expr.name}` : expr.name;
		case 'member':
			return `${print(expr.object)}${expr.isOptional ? '?' : ''}${typeof expr.property === 'string' ? `.${expr.property}` : `[${print(expr.property)}]`}`;
		case 'call':
			return `${expr.isNew ? 'new ' : ''}${print(expr.callee)}${expr.typeArgs.length === 0 ? '' : `<${expr.typeArgs.map(printType).join(', ')}>`}(${expr.args.map(print).join(', ')})`;
		case 'function':
			return printFunc(expr.func, indent);
		case 'class':
			return printClass(expr.cls, indent);
		case 'object':
			return `{${expr.props.map((prop) => printProp(prop, indent)).join(', ')}}`;
		case 'array':
			return `[${expr.items.map((item) => (item === null ? 'hole' : print(item))).join(', ')}]`;
		case 'choose':
			return `(choose ${print(expr.test)} ${print(expr.then)} ${print(expr.otherwise)})`;
		case 'logic':
		case 'binary':
			return `(${print(expr.left)} ${expr.op} ${print(expr.right)})`;
		case 'unary':
			return `(${expr.op} ${print(expr.of)})`;
		case 'assign':
			return `(${printPattern(expr.target)} ${expr.op} ${print(expr.value)})`;
		case 'await':
			return `(await ${print(expr.of)})`;
		case 'yield':
			return `(yield ${expr.of === null ? '' : print(expr.of)})`;
		case 'sequence':
			return `(sequence ${expr.items.map(print).join(' ')})`;
		case 'this':
		case 'super':
		case 'import-meta':
			return expr.kind;
		case 'import':
			return `(${expr.isRequire ? 'require' : 'import'} ${print(expr.source)})`;
		case 'element':
			return `<${typeof expr.tag === 'string' ? expr.tag : print(expr.tag)}${expr.attributes.map(({name, value}) => ` ${name || '...'}=${print(value)}`).join('')}>(${expr.children.map(print).join(', ')})`;
		case 'typed':
			return `(${print(expr.of)} as ${printType(expr.type)})`;
		case 'other':
			return `(other ${expr.what}${expr.parts.map((part) => ` ${print(part)}`).join('')})`;
		case 'spread':
			return `...${print(expr.of)}`;
	}
}

function printProp(prop: Prop, indent: string): string {
	if (prop.kind === 'spread') return `...${printExpr(prop.of, indent)}`;
	const key = typeof prop.key === 'string' ? prop.key : `[${printExpr(prop.key, indent)}]`;
	return prop.kind === 'getter' ? `get ${key} ${printFunc(prop.func, indent)}` : `${key}: ${printExpr(prop.value, indent)}`;
}

export function printFunc(func: Func, indent = ''): string {
	const head = `${func.isAsync ? 'async ' : ''}${func.kind}${func.isGenerator ? '*' : ''}${func.name === null ? '' : ` ${func.name}`}`;
	return `${head}(${func.params.map(printParam).join(', ')}) ${braced(linesOf(func, `${indent}  `), indent)}`;
}

function printParam({pattern, default: value, isRest, type, isField, decorators}: Param): string {
	const name = `${decorators.map((decorator) => `@${printExpr(decorator)} `).join('')}${isField ? 'field ' : ''}${isRest ? '...' : ''}${printPattern(pattern)}`;
	return `${name}${type === null ? '' : `: ${printType(type)}`}${value === null ? '' : ` = ${printExpr(value)}`}`;
}

export function printPattern(pattern: Pattern): string {
	switch (pattern.kind) {
		case 'bind':
			return pattern.binding.name;
		case 'target':
			return printExpr(pattern.target);
		case 'object':
			return `{${[...pattern.props.map(({key, value, default: init}) => `${typeof key === 'string' ? key : `[${printExpr(key)}]`}: ${printPattern(value)}${withDefault(init)}`), ...rest(pattern.rest)].join(', ')}}`;
		case 'array':
			return `[${[...pattern.items.map((item) => (item === null ? 'hole' : printPattern(item.value) + withDefault(item.default))), ...rest(pattern.rest)].join(', ')}]`;
	}
}

const withDefault = (init: Expr | null): string => (init === null ? '' : ` = ${printExpr(init)}`);
const rest = (pattern: Pattern | null): string[] => (pattern === null ? [] : [`...${printPattern(pattern)}`]);

export function printClass(cls: Class, indent = ''): string {
	const inner = `${indent}  `;
	const head = `${cls.decorators.map((decorator) => `@${printExpr(decorator, indent)} `).join('')}class ${cls.name ?? ''}${cls.superClass === null ? '' : ` extends ${printExpr(cls.superClass, indent)}`}`;
	return `${head} {${cls.members.map((member) => `\n${inner}${printMember(member, inner)}`).join('')}\n${indent}}`;
}

function printMember({kind, key, isStatic, func, init, type, decorators}: Member, indent: string): string {
	const name = typeof key === 'string' ? key : `[${printExpr(key)}]`;
	const head = `${decorators.map((decorator) => `@${printExpr(decorator, indent)} `).join('')}${isStatic ? 'static ' : ''}${kind} ${name}${type === null ? '' : `: ${printType(type)}`}`;
	const body = func ?? init;
	return body === null ? head : `${head} ${printFunc(body, indent)}`;
}

export function printType(type: Type): string {
	switch (type.kind) {
		case 'primitive':
			return type.name;
		case 'literal':
			return typeof type.value === 'string' ? `'${type.value}'` : String(type.value);
		case 'union':
			return type.of.map(printType).join(' | ');
		case 'ref':
			return `${type.binding === null ? '%' : ''}${type.name}${type.args.length === 0 ? '' : `<${type.args.map(printType).join(', ')}>`}`;
		case 'array':
			return `${printType(type.of)}[]`;
		case 'tuple':
			return `[${type.of.map(printType).join(', ')}]`;
		case 'object':
			return [
				`{${[...type.props].map(([name, of]) => `${name}: ${printType(of)}`).join(', ')}}`,
				...(type.bases ?? []).map(printType),
			].join(' & ');
		case 'typeof':
			return `typeof ${printExpr(type.of)}`;
		case 'keyof':
			return `keyof ${printType(type.of)}`;
		case 'indexed':
			return `${printType(type.of)}[${printType(type.index)}]`;
		case 'template':
			return `\`${type.quasis.map((quasi, index) => quasi + (index < type.holes.length ? `\${${printType(type.holes[index] as Type)}}` : '')).join('')}\``;
	}
}
