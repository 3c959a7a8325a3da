import {basename, isAbsolute, relative, resolve} from 'node:path';

export type Env = Readonly<Record<string, string | undefined>>;
export type Editor = {kind: 'command'; file: string; args: readonly string[]} | {kind: 'none'; reason: string};

/** How to open a file at a line in the editor that VISUAL or EDITOR names; `file` is taken from the project's folder and must stay inside it. */
export function editorFor(env: Env, projectDir: string, file: string, line: number): Editor {
	const words = (env['VISUAL'] || env['EDITOR'] || '').split(' ').filter((word) => word !== '');
	const [editor, ...options] = words;
	if (editor === undefined) return {kind: 'none', reason: `No editor is set. Set EDITOR to open ${file}:${line}.`};
	const path = resolve(projectDir, file);
	// The name comes from a server: nothing outside the project is opened on its word.
	if (!isInside(projectDir, path)) return {kind: 'none', reason: `${file} is not inside the project in ${projectDir}.`};
	return {kind: 'command', file: editor, args: [...options, ...placeArguments(basename(editor), path, line)]};
}

function isInside(folder: string, path: string): boolean {
	const way = relative(resolve(folder), path);
	return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

function placeArguments(editor: string, path: string, line: number): readonly string[] {
	const name = editor.replace(/\.(exe|cmd)$/i, '');
	if (/^(code|code-insiders|codium|cursor|windsurf)$/.test(name)) return ['--goto', `${path}:${line}`];
	if (/^(subl|zed|hx|helix)$/.test(name)) return [`${path}:${line}`];
	if (/^(vi|vim|nvim|view|nano|pico|emacs|emacsclient|mg|micro|kak|joe|ne|vis)$/.test(name)) return [`+${line}`, path];
	return [path];
}
