/**
 * The path of a script as a stack or a source map names it: a path of any platform, a `file:` url, or what a bundler invented
 * (`webpack://shop/./source/orders.ts`). With forward slashes; undefined where it names no file.
 */
export function scriptPath(name: string): string | undefined {
	const bare = name.replace(/[?#].*$/s, '');
	if (bare === '' || /^(?:node:|wasm:|data:|blob:|evalmachine\.|https?:|native$|<|\[eval|\[worker|internal\/)/.test(bare)) return undefined;
	if (bare.startsWith('file://')) return urlPath(bare.slice('file://'.length));
	const invented = /^(?:webpack|webpack-internal|turbopack|rspack|vite|ng):\/+(.*)$/s.exec(bare);
	return invented === null ? slashed(bare) : inventedPath(invented[1] ?? '');
}

/** The package that a file belongs to: `@prisma/adapter-pg` of `…/node_modules/@prisma/adapter-pg/dist/index.js`; undefined: the service's own. */
export function packageOf(path: string): string | undefined {
	const at = path.lastIndexOf('node_modules/');
	if (at === -1 || (at > 0 && path[at - 1] !== '/')) return undefined;
	const [first = '', second] = path.slice(at + 'node_modules/'.length).split('/');
	return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}

/** The path as seen from a folder, where it lies within; else as it is. Both with forward slashes. */
export function pathWithin(path: string, folder: string): string {
	const root = folder.endsWith('/') ? folder : `${folder}/`;
	// The letter of a Windows drive is written in both cases.
	const isWithin = /^[a-z]:/i.test(root) ? path.toLowerCase().startsWith(root.toLowerCase()) : path.startsWith(root);
	return isWithin ? path.slice(root.length) : path;
}

/** Backslashes are separators only in a Windows path: elsewhere a file name may hold one. */
export function slashed(path: string): string {
	return /^(?:[a-z]:[\\/]|\\\\)/i.test(path) || !path.includes('/') ? path.replaceAll('\\', '/') : path;
}

/** Of `file:` urls, without node's own function: that knows only the platform it runs on. */
function urlPath(rest: string): string {
	const path = decoded(rest.replace(/^localhost(?=\/)/, ''));
	if (/^\/[a-z]:\//i.test(path)) return path.slice(1);
	return path.startsWith('/') ? path : `//${path}`;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		// A percent sign that encodes nothing: then it is part of the name.
		return text;
	}
}

/** `shop/./source/a.ts`, `/./source/a.ts`, `(rsc)/./app/page.tsx`, `[project]/app/page.tsx`; a bundler's own runtime is no file. */
function inventedPath(rest: string): string | undefined {
	const within = /(?:^|\/)\.\/(.*)$/s.exec(rest)?.[1] ?? rest.replace(/^\[project\]\//, '');
	return /^(?:[\w.-]+\/)?(?:webpack|rspack|turbopack)\/(?:bootstrap|runtime)/.test(within) ? undefined : slashed(within);
}
