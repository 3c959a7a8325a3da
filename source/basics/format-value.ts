/**
 * A number with its unit as people read it: `310 ms`, `1.2 s`, `0.02 %`, `61 %`, `3.4 MB`, `1,204`. Units are those of signals:
 * `ms`, `s`, `ratio` (0–1, shown in %), `%`, `bytes`, `count`; another unit is written behind the number. Ends of a scale stay honest: what is not
 * zero is never shown as 0 %, what is under 100 % never as 100 %.
 */
export function formatValue(value: number, unit: string): string {
	if (!Number.isFinite(value)) return 'unknown';
	if (value < 0) return `-${formatValue(-value, unit)}`;
	switch (unit) {
		case 'ms':
			return formatMilliseconds(value);
		case 's':
			return formatMilliseconds(value * 1000);
		case 'ratio':
			return formatPercent(value * 100);
		case '%':
			return formatPercent(value);
		case 'bytes':
			return formatScaled(value, ['B', 'kB', 'MB', 'GB', 'TB'], 1000);
		case 'count':
		case '':
			return formatCount(value);
		default:
			return `${formatCount(value)} ${unit}`;
	}
}

function formatMilliseconds(ms: number): string {
	if (ms > 0 && ms < 0.01) return '<0.01 ms';
	if (threeDigits(ms) < 1000) return `${short(ms)} ms`;
	return formatSeconds(ms / 1000);
}

function formatSeconds(seconds: number): string {
	if (threeDigits(seconds) < 60) return `${short(seconds)} s`;
	if (Math.round(seconds / 60) < 60) return `${short(seconds / 60)} min`;
	if (Math.round(seconds / 3600) < 48) return `${short(seconds / 3600)} h`;
	return `${short(seconds / 86_400)} d`;
}

function formatPercent(percent: number): string {
	if (percent === 0) return '0 %';
	if (percent < 0.01) return '<0.01 %';
	if (percent > 99 && percent < 100) return percent > 99.99 ? '>99.99 %' : `${trimmed(percent, 2)} %`;
	if (percent < 1) return `${trimmed(percent, 2)} %`;
	return `${short(percent)} %`;
}

function formatScaled(value: number, units: readonly string[], factor: number): string {
	let scaled = value;
	let index = 0;
	while (threeDigits(scaled) >= factor && index < units.length - 1) {
		scaled /= factor;
		index++;
	}
	return `${short(scaled)} ${units[index]}`;
}

function formatCount(value: number): string {
	const text = value < 1 ? trimmed(value, 2) : short(value);
	const [whole = '', fraction] = text.split('.');
	const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
	return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** One decimal under 10, two under 1, none above. */
function short(value: number): string {
	if (value < 0.995) return trimmed(value, 2);
	return trimmed(value, value < 9.95 ? 1 : 0);
}

function trimmed(value: number, decimals: number): string {
	return String(Number(value.toFixed(decimals)));
}

/** Rounds as the reader will see it, so that 999.7 ms becomes 1 s and not 1000 ms. */
function threeDigits(value: number): number {
	return Number(value.toPrecision(3));
}
