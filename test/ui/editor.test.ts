import {expect, test} from 'vitest';
import {editorFor} from '../../source/ui/editor.ts';

test('opens the line in the way each editor wants it', () => {
	const args = (EDITOR: string) => {
		const editor = editorFor({EDITOR}, '/project', 'source/orders.ts', 41);
		return editor.kind === 'command' ? [editor.file, ...editor.args] : editor;
	};
	expect(args('vim')).toEqual(['vim', '+41', '/project/source/orders.ts']);
	expect(args('/usr/bin/nano -w')).toEqual(['/usr/bin/nano', '-w', '+41', '/project/source/orders.ts']);
	expect(args('code --wait')).toEqual(['code', '--wait', '--goto', '/project/source/orders.ts:41']);
	expect(args('hx')).toEqual(['hx', '/project/source/orders.ts:41']);
	expect(args('my-editor')).toEqual(['my-editor', '/project/source/orders.ts']);
});

test('VISUAL wins over EDITOR', () => {
	expect(editorFor({VISUAL: 'nvim', EDITOR: 'ed'}, '/project', 'a.ts', 1)).toMatchObject({file: 'nvim'});
});

test('without an editor says what to set', () => {
	expect(editorFor({EDITOR: ''}, '/project', 'a.ts', 7)).toEqual({kind: 'none', reason: 'No editor is set. Set EDITOR to open a.ts:7.'});
});

test.each(['../../etc/passwd', '/etc/passwd', '.', 'source/../../x'])(
	'never opens %s, which a server named outside the project',
	(file) => {
		expect(editorFor({EDITOR: 'vim'}, '/project', file, 1).kind).toBe('none');
	},
);

test('a name that looks like an option is a path', () => {
	expect(editorFor({EDITOR: 'vim'}, '/project', '--cmd=evil', 1)).toMatchObject({args: ['+1', '/project/--cmd=evil']});
});
