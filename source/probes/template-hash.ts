import {boundary, hasDot, isIdentifier, longestName, slash, weights} from './path-character.ts';
import {maxSegments} from './route-path.ts';

/** Stands for every identifier. */
const identifierHash = 1;

/**
 * Two numbers that all targets of one template share, found in one pass and without making a string: `/api/orders/7?x=1` and `/api/orders/8`
 * have the same. Written into `into`; false where only `normalisePath` can tell (uneven, deep or absolute targets, identifiers with a dot).
 * Together 64 bits: two templates of one service with the same pair are not to be expected.
 */
export function hashTemplate(target: string, into: Int32Array): boolean {
	if (target.charCodeAt(0) !== slash) return false;
	let first = 0;
	let second = 0;
	let segments = 0;
	for (let start = 1; ;) {
		const end = scanSegment(target, start);
		const isLast = end === target.length || target.charCodeAt(end) !== slash;
		if (end === start) {
			// The root alone is a path of no segments.
			if (!isLast || segments > 0) return false;
		} else if (++segments > maxSegments || scanned === undecided) return false;
		first = Math.imul(first ^ scanned, 0x85_eb_ca_6b) + segments;
		second = Math.imul((second << 7) ^ (second >>> 25) ^ scanned, 0xc2_b2_ae_35);
		if (isLast) break;
		start = end + 1;
	}
	into[0] = first;
	into[1] = second;
	return true;
}

const undecided = 0;
/** The hash of the segment last scanned: of its characters, or of any identifier. A second result of `scanSegment`, without an object. */
let scanned = undecided;

/** Hashes the segment that begins at `start`; returns where it ends. */
function scanSegment(target: string, start: number): number {
	let hash = 0x81_1c_9d_c5;
	let tally = 0;
	let at = start;
	for (; at < target.length; at++) {
		const code = target.charCodeAt(at);
		const weight = weights[code]!;
		if (weight === boundary) break;
		tally += weight;
		hash = Math.imul(hash ^ code, 0x01_00_01_93);
	}
	if (!isIdentifier(at - start, tally)) scanned = hash | 2;
	else scanned = at - start > longestName || hasDot(tally) ? undecided : identifierHash;
	return at;
}
