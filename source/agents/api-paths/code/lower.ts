import type {Directive, Program, Statement} from 'oxc-parser';
import type {Func, Module, Stmt} from './ir.ts';
import {declareLexical, declareVars} from './declarations.ts';
import {lowerExpression} from './lower-expressions.ts';
import {lowerBlock, lowerBody, lowerStatement} from './lower-statements.ts';
import {newFunc, packed, type Lowering} from './lowering.ts';
import {openScope} from './scopes.ts';

/** Fills a module with what its program says. A statement nested too deep to be read is left out and reported. */
export function lowerProgram(module: Module, program: Pick<Program, 'body'>, text: string): void {
	const top = newFunc(module, null, 'module', null, {start: 0, end: text.length});
	module.top = top;
	const l = startOf(module, top, /\bvar\s/.test(text));
	noteDirectives(module, program.body);
	if (l.hasVars) declareVars(l.scope, program.body);
	declareLexical(l, program.body);
	const {scope} = l;
	const body: Stmt[] = [];
	for (const node of program.body) {
		lowerSafely(l, body, node);
		// Nothing stays open after a statement that could not be read.
		l.func = top;
		l.scope = scope;
		l.exports = module.exports;
		l.typePrefix = '';
		l.links = 0;
		l.typeParameters = null;
	}
	top.body = packed(body);
}

function startOf(module: Module, top: Func, hasVars: boolean): Lowering {
	return {
		module,
		func: top,
		scope: openScope(null, top, true),
		exports: module.exports,
		typePrefix: '',
		typeParameters: null,
		effects: 0,
		links: 0,
		hasVars,
		expression: lowerExpression,
		block: lowerBlock,
		body: lowerBody,
	};
}

function noteDirectives(module: Module, nodes: readonly (Statement | Directive)[]): void {
	for (const node of nodes) {
		if (node.type !== 'ExpressionStatement' || typeof node.directive !== 'string') return;
		module.directives.push(node.directive);
	}
}

function lowerSafely(l: Lowering, into: Stmt[], node: Statement | Directive): void {
	try {
		lowerStatement(l, into, node);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		l.module.errors.push({message: 'nested too deep to be read', at: node.start});
	}
}
