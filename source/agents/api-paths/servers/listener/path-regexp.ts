/** The template of the paths that a regular expression of a home-made router matches; null when it is not of the simple kind. `^\/api\/orders\/(\d+)$` is `/api/orders/:param1`. */
export function templateOfRegExp(source: string): string[] | null {
	// Without an anchor it could match further on, but who writes `\/api` first means the beginning.
	if (!/^(?:\^|\\?\/)/u.test(source)) return null;
	const isClosed = source.endsWith('$') && !source.endsWith('\\$');
	const body = source.slice(source.startsWith('^') ? 1 : 0, isClosed ? -1 : undefined);
	const templates = new TemplateReader(body).read();
	if (templates === null) return null;
	return [...new Set(templates.map((template) => (isClosed || template.endsWith('*') ? withoutEnd(template) : `${template}*`)))];
}

/** An optional slash at the end makes no other path. */
function withoutEnd(template: string): string {
	return template.length > 1 && template.endsWith('/') ? template.slice(0, -1) : template;
}

const atom = /^(?:\\\/|\\[.\-_~]|[\w/~%@:-])/u;
const wildcard = /^(?:\((?:\?:|\?<\w+>)?\.[*+]\??\)|\.[*+]\??)/u;
const segment =
	/^(?:\((?:\?:|\?<(\w+)>)?(?:\[(?:\\.|[^\]\\])+\]|\\[dwS])(?:[+*]\??|\{[\d,]+\})\)|(?:\[(?:\\.|[^\]\\])+\]|\\[dwS])(?:[+*]\??|\{[\d,]+\}))/u;
const choice = /^\((?:\?:|\?<(\w+)>)?([\w-]+(?:\|[\w-]+)+)\)/u;
const optional = /^\((?:\?:)?((?:[^()]|\([^()]*\))*)\)\?/u;

class TemplateReader {
	#rest: string;
	#params = 0;

	constructor(source: string) {
		this.#rest = source;
	}

	read(): string[] | null {
		let templates = [''];
		while (this.#rest !== '') {
			const next = this.#next();
			if (next === null) return null;
			templates = templates.flatMap((head) => next.map((tail) => head + tail));
		}
		return templates;
	}

	/** The next piece, with its alternatives. */
	#next(): string[] | null {
		const maybe = this.#take(optional);
		if (maybe !== null) {
			const inner = new TemplateReader(maybe[1] ?? '');
			inner.#params = this.#params;
			const some = inner.read();
			this.#params = inner.#params;
			return some === null ? null : ['', ...some];
		}
		if (this.#take(wildcard) !== null) return ['*'];
		const chosen = this.#take(choice);
		if (chosen !== null) return (chosen[2] ?? '').split('|');
		const param = this.#take(segment);
		if (param !== null) return [`:${param[1] ?? `param${++this.#params}`}`];
		const plain = this.#take(atom);
		if (plain === null) return null;
		const text = plain[0].startsWith('\\') ? plain[0].slice(1) : plain[0];
		return this.#take(/^\?/u) === null ? [text] : text === '/' ? [''] : ['', text];
	}

	#take(pattern: RegExp): RegExpExecArray | null {
		const found = pattern.exec(this.#rest);
		if (found !== null) this.#rest = this.#rest.slice(found[0].length);
		return found;
	}
}
