import {describe, expect, test} from 'vitest';
import {lowered} from './print-ir.ts';

describe('markup', () => {
	test.each([
		['<p className="x">text {name}</p>', '(other jsx)'],
		['<a href="/x" className="y">t</a>', "<a href='/x'>()"],
		[
			'<div><form action={url} method="post"><input onChange={go}/></form></div>',
			"<form action=%url method='post'>(<input onChange=%go>())",
		],
		['<Link to={`/x/${id}`} replace {...rest}>t</Link>', '<%Link to=`/x/${%id}` replace=true ...=%rest>()'],
		[
			'<ui.Item render={() => f()} icon={<Icon/>}>{children}</ui.Item>',
			'<%ui.Item render=arrow() {\n  return %f()\n} icon=<%Icon>()>(%children)',
		],
		[
			'<ul className={cx()}>{items.map((item) => <li key={item.id}>{item.name}<Row item={item}/></li>)}</ul>',
			'<ul className=%cx()>(%items.map(arrow(item) {\n  return <%Row item=item>()\n}))',
		],
		['<>{a && <B/>}{/* nothing */}</>', '(other jsx (%a && <%B>()))'],
		['<div style={{color: red}} key={id} ref={ref}>{a}{b.c}</div>', '(other jsx)'],
		['<><img src={a}/><img src={b}/></>', '(other jsx <img src=%a>() <img src=%b>())'],
		['<svg:use xlink:href={f()}/>', '<svg:use xlink:href=%f()>()'],
	])('%s', (code, printed) => {
		expect(lowered(`const x = ${code};`, 'a.tsx')).toBe(`x = ${printed}`);
	});

	test('components are bound like any other name', () => {
		expect(lowered('const Row = () => <b/>; f(<Row/>);', 'a.jsx')).toContain('%f(<Row>())');
	});
});
