/** Stands for a string and counts how many of its characters are looked at, through whatever method. */
export class CountingText {
	steps = 0;
	readonly length: number;
	private readonly text: string;

	constructor(text: string) {
		this.text = text;
		this.length = text.length;
	}

	charCodeAt(at: number): number {
		this.steps++;
		return this.text.charCodeAt(at);
	}

	indexOf(part: string, from = 0): number {
		const found = this.text.indexOf(part, from);
		this.steps += (found === -1 ? this.length : found) - from;
		return found;
	}

	includes(part: string): boolean {
		return this.indexOf(part) !== -1;
	}

	startsWith(part: string, at: number): boolean {
		this.steps += part.length;
		return this.text.startsWith(part, at);
	}

	slice(start: number, end = this.length): string {
		this.steps += Math.max(0, Math.min(end, this.length) - start);
		return this.text.slice(start, end);
	}

	/** What a regular expression reads. */
	toString(): string {
		this.steps += this.length;
		return this.text;
	}
}
