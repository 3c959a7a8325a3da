/** How many requests are being answered now, and the most at once since it was last asked. */
export class InFlight {
	#now = 0;
	#peak = 0;

	get now(): number {
		return this.#now;
	}

	enter(): void {
		if (++this.#now > this.#peak) this.#peak = this.#now;
	}

	leave(): void {
		this.#now--;
	}

	takePeak(): number {
		const peak = this.#peak;
		this.#peak = this.#now;
		return peak;
	}

	clear(): void {
		this.#now = 0;
		this.#peak = 0;
	}
}
