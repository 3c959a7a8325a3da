import type {Expr} from '../code/ir.ts';
import type {Activation} from './bindings.ts';
import type {Evaluator} from './evaluator.ts';
import {spreadInto} from './members.ts';
import {unknown} from './value.ts';
import type {ObjectValue, Value} from './value.ts';

/** A component is called with its properties; what else is in the markup is looked at by the models. */
export function evaluateElement(e: Evaluator, expr: Extract<Expr, {kind: 'element'}>, activation: Activation): Value {
	const site = {module: activation.frame.func.module, at: expr.at};
	const attributes = expr.attributes.map(({name, value, at}) => ({name, value: e.evaluateIn(value, activation), at}));
	const tag = typeof expr.tag === 'string' ? expr.tag : e.force(e.evaluateIn(expr.tag, activation));
	// Before what is in it: a provider gives things to its children.
	for (const model of e.modelsOfElements) model.element(tag, attributes, site, e);
	const children = expr.children.map((child) => e.evaluateIn(child, activation));
	if (typeof tag !== 'string' && tag.kind === 'closure') {
		const props: ObjectValue = {kind: 'object', props: new Map(), getters: null, rest: null, cls: null, born: e.guards};
		for (const {name, value} of attributes) {
			if (name === '') spreadInto(e, props, value, activation.frame);
			else props.props.set(name, value);
		}
		if (children.length > 0)
			props.props.set('children', children.length === 1 ? children[0]! : {kind: 'array', items: children, rest: null, born: e.guards});
		e.requests.ofElement(() => e.calls.callValue(tag, [props], site, {self: null, hasOpenArgs: false, typeArgs: [], text: 'element'}));
	} else {
		e.letEscape([...attributes.map(({value}) => value), ...children], site);
	}
	return unknown('element', 'external-code');
}
