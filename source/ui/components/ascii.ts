import {cellWidth} from './fit.ts';

const twins: Record<string, string> = {
	'─': '-', '│': '|', '└': '+', '┤': '+', '·': '-', '…': '.', '–': '-', '—': '-', '−': '-', '×': 'x', '→': '>', '←': '<', '↑': '^', '↓': 'v', '▸': '>', '◆': '*',
	'✔': '+', '●': 'o', '▲': '!', '✖': 'x', '○': '~', '█': '#', '░': '.', '≥': '>', '≤': '<', '’': "'", '‘': "'", '“': '"', '”': '"', 'µ': 'u',
}; // prettier-ignore

/** The same number of cells in printable ASCII; letters lose their accents, the rest becomes `?`. */
export function toAscii(text: string): string {
	if (/^[ -~]*$/.test(text)) return text;
	return [...text.normalize('NFC')].map((character) => asciiTwin(character)).join('');
}

function asciiTwin(character: string): string {
	if (character >= ' ' && character <= '~') return character;
	const twin = twins[character];
	if (twin !== undefined) return twin;
	const base = character.normalize('NFD')[0] ?? '?';
	return base >= ' ' && base <= '~' ? base : '?'.repeat(cellWidth(character));
}
