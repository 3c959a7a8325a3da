/** A pattern as a test: `*` stands for anything within a segment, `**` for any segments, all else for itself. */
export function globTest(glob: string): (text: string) => boolean {
	const source = glob
		.split(/(\*\*\/|\/\*\*$|\*\*|\*)/)
		.map((part) => wildcards[part] ?? part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
		.join('');
	const expression = new RegExp(`^${source}$`, 's');
	return (text) => expression.test(text);
}

const wildcards: Record<string, string> = {'**/': '(?:[^/]*/)*', '/**': '(?:/.*)?', '**': '.*', '*': '[^/]*'};
