import type {PathFinding} from '../report.ts';

/**
 * Words of a path that make a fault critical: it shuts people out, loses money, or breaks the administration. A segment counts when it is one of
 * them, or is put together of words of which one is (`password-reset`, `adminUsers`). Plurals and capitals do not matter.
 */
const criticalWords = new Set(
	[
		// Authentication
		'auth authentication authenticate authorize authorization login signin logout signout signup register registration',
		'password passwd token session oauth oauth2 oidc sso saml mfa 2fa totp otp passkey webauthn credential',
		// Payment
		'pay payment checkout billing invoice charge refund subscription payout stripe paypal braintree',
		// Administration
		'admin administration administrator superuser superadmin sysadmin backoffice',
	]
		.join(' ')
		.split(' '),
);

/** How bad a fault of a path is: critical where authentication, payment or administration is hit. */
export function severityOf(path: string, otherwise: PathFinding['severity'] = 'warning'): PathFinding['severity'] {
	return isCriticalPath(path) ? 'critical' : otherwise;
}

/** Holes and parameters are the code's own names, and say nothing. */
export function isCriticalPath(path: string): boolean {
	const segments = path
		.replaceAll(/\{[^}]*\}/gu, '')
		.split('/')
		.filter((segment) => !segment.startsWith(':') && !segment.startsWith('['));
	return segments.some((segment) => [segment, ...wordsOf(segment)].some((word) => criticalWords.has(singular(word.toLowerCase()))));
}

const wordsOf = (segment: string): string[] => {
	const words = segment.split(/[^A-Za-z\d]+|(?<=[a-z\d])(?=[A-Z])/u);
	// `sign-in` and `log-out` are one word in two.
	return [...words, ...words.slice(1).map((word, index) => `${words[index]}${word}`)];
};
const singular = (word: string): string => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word);
