import {expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {lowered} from './print-ir.ts';

test('a controller keeps its decorators, those of members and of parameters', () => {
	expect(
		lowered(
			`@Controller('users') export class Users { @Get(':id') find(@Param('id') id: string, @Query() query: Dto) { return f(id); } }`,
			'a.ts',
		),
	).toBe(
		`Users = @%Controller('users') class Users {
  @%Get(':id') method find method find(@%Param('id') id: string, @%Query() query: %Dto) {
    return %f(id)
  }
}`,
	);
});

test('parameter properties are fields', () => {
	expect(
		lowered(
			`import {HttpClient} from '@angular/common/http';\nclass A { constructor(private readonly http: HttpClient, id = 1) {} }`,
			'a.ts',
		),
	).toBe('A = class A {\n  constructor constructor method constructor(field http: HttpClient, id = 1) {}\n}');
});

test('fields, accessors, computed keys and static blocks', () => {
	expect(
		lowered(
			`class A extends mix(B) { static #x = 1; url: string = this.base + '/x'; plain; get y() { return 1 } set y(v) {} static { f() } [k] = () => 2 }`,
			'a.ts',
		),
	).toBe(`A = class A extends %mix(%B) {
  static field #x method #x() {
    return 1
  }
  field url: string method url() {
    return (this.base + '/x')
  }
  field plain
  getter y method y() {
    return 1
  }
  setter y method y(v) {}
  static static-block  method() {
    %f()
  }
  field [%k] method() {
    return arrow() {
      return 2
    }
  }
}`);
});

test('what has no body is left out: overloads, abstract members, ambient classes', () => {
	const code =
		'abstract class A { find(a: string): void; find(a: any) { f(a) } abstract g(): void; abstract h: string; [key: string]: any } declare class B { x(): void }';
	expect(lowered(code, 'a.ts')).toBe('A = class A {\n  method find method find(a: any) {\n    %f(a)\n  }\n}');
});

test('a class expression knows itself by its own name, and takes one from outside when it has none', () => {
	const module = readModule('a.ts', 'const A = class Own { m() { return Own } }; const B = class {}; f(Own);');
	expect(module.classes.map(({name}) => name)).toEqual(['Own', 'B']);
	expect(module.classes[0]?.binding).toMatchObject({name: 'Own', kind: 'class', cls: module.classes[0]});
	expect(lowered('const A = class Own { m() { return Own } }; f(Own);')).toContain('return Own\n');
	expect(lowered('const A = class Own { m() { return Own } }; f(Own);')).toContain('%f(%Own)');
});
