// A package holds no source maps. The demo's findings have files and lines all the same: of the bundle's map the part that leads to the shop's own code
// lies beside the copy of that code, dist/demo/lines.json, and names the files of the copy.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Writes it, and has the bundle name it as its map. Throws where no bundle, or more than one, has the shop's code. */
export function writeDemoLines(dist) {
	const maps = readdirSync(dist)
		.filter((name) => name.endsWith('.js.map'))
		.map((name) => ({file: path.join(dist, name.slice(0, -'.map'.length)), map: JSON.parse(readFileSync(path.join(dist, name), 'utf8'))}))
		.filter(({map}) => map.sources.some((source) => source?.endsWith('source/demo/orders.ts')));
	if (maps.length !== 1) throw new Error(`The demo's code is in ${maps.length} bundles of ${dist}; lines of its findings need one.`);
	const [{file, map}] = maps;
	writeFileSync(path.join(dist, 'demo/lines.json'), JSON.stringify(demoPart(map)));
	writeFileSync(file, readFileSync(file, 'utf8').replace(/(?<=\/\/# sourceMappingURL=)\S+\s*$/u, 'demo/lines.json\n'));
}

function demoPart({sources, mappings}) {
	const names = sources.map((source) => /(?:^|\/)source\/demo\/(.+)$/u.exec(source ?? '')?.[1]);
	const kept = names.filter((name) => name !== undefined);
	return {version: 3, sources: kept, names: [], mappings: withSources(mappings, (source) => kept.indexOf(names[source]))};
}

/** The same marks, those of other sources (-1) as ends of what stands before them. Each number is the difference to the one before, of columns within a line. */
function withSources(mappings, sourceOf) {
	const read = [0, 0, 0];
	const written = [0, 0, 0];
	return mappings
		.split(';')
		.map((line) => {
			let [column, writtenColumn] = [0, 0];
			let isOpen = false;
			const marks = [];
			for (const [by, ...place] of line === '' ? [] : line.split(',').map(decode)) {
				column += by;
				for (const [at, each] of place.slice(0, 3).entries()) read[at] += each;
				const source = place.length === 0 ? -1 : sourceOf(read[0]);
				if (source === -1 && !isOpen) continue;
				isOpen = source !== -1;
				const now = isOpen ? [source, read[1], read[2]] : [];
				marks.push([column - writtenColumn, ...now.map((each, at) => each - written[at])].map(encode).join(''));
				writtenColumn = column;
				written.splice(0, now.length, ...now);
			}
			return marks.join(',');
		})
		.join(';');
}

/** Numbers of a mark: five bits a digit, the lowest first, and the lowest bit of all is the sign. */
function decode(text) {
	const numbers = [];
	let [value, shift] = [0, 0];
	for (const character of text) {
		const digit = digits.indexOf(character);
		value += (digit & 31) * 2 ** shift;
		shift += 5;
		if (digit >= 32) continue;
		numbers.push(value % 2 === 1 ? -Math.floor(value / 2) : value / 2);
		[value, shift] = [0, 0];
	}
	return numbers;
}

function encode(number) {
	let rest = number < 0 ? -number * 2 + 1 : number * 2;
	let text = '';
	do {
		const digit = rest % 32;
		rest = Math.floor(rest / 32);
		text += digits[rest > 0 ? digit + 32 : digit];
	} while (rest > 0);
	return text;
}
