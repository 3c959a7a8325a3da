import {plainBracket} from './tokens.ts';

/** Added to the kind of a bracket while inside its ORDER BY or GROUP BY. */
const sortsBit = 16;

/** The open brackets of a text, and the text around them, each with what it encloses. */
export class Brackets {
	/** How many are open. */
	depth = 0;
	private kinds = new Uint8Array(64);

	reset(): void {
		this.depth = 0;
		this.kinds[0] = plainBracket;
	}

	/** What the innermost encloses; outside of all, nothing special. */
	inside(): number {
		return this.kinds[this.depth]! & ~sortsBit;
	}

	push(kind: number): void {
		this.depth++;
		if (this.depth === this.kinds.length) {
			const larger = new Uint8Array(this.kinds.length * 2);
			larger.set(this.kinds);
			this.kinds = larger;
		}
		this.kinds[this.depth] = kind;
	}

	/** Closes the innermost and answers what it enclosed. */
	pop(): number {
		if (this.depth === 0) return plainBracket;
		this.depth--;
		return this.kinds[this.depth + 1]! & ~sortsBit;
	}

	/** The innermost turned out to enclose something else. */
	become(kind: number): void {
		this.kinds[this.depth] = kind;
	}

	setSorting(isSorting: boolean): void {
		if (isSorting) this.kinds[this.depth]! |= sortsBit;
		else this.kinds[this.depth]! &= ~sortsBit;
	}

	/** Inside the ORDER BY or GROUP BY of the innermost? */
	isSorting(): boolean {
		return (this.kinds[this.depth]! & sortsBit) !== 0;
	}
}
