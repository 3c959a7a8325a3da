import type {GateCheck} from '../report.ts';

/** What a rule of the report is about, for people who see a finding for the first time. */
export interface RuleText {
	title: string;
	help: string;
	/** The question of the gate that its findings answer with no. */
	check: (typeof GateCheck.shape.name.options)[number] | null;
}

const rules: Record<string, RuleText> = {
	missing: {
		title: 'No route answers',
		help: 'The client calls a path that no route of the backend answers; a user who gets there sees an error. Correct the path, or add the route.',
		check: 'calls-match',
	},
	'method-mismatch': {
		title: 'The route answers other methods',
		help: 'The path exists, but not with this method; the backend refuses with 404 or 405. Send the method that the route has, or add it to the route.',
		check: 'calls-match',
	},
	'swapped-arguments': {
		title: 'Arguments in the wrong order',
		help: 'A request function is called with its arguments in another order than it takes them, such as the path where the method belongs. Put them into the order of its parameters.',
		check: 'calls-match',
	},
	'wrong-argument-shape': {
		title: 'Arguments of the wrong kind',
		help: 'A request function is given something else than it takes, such as an object where the path belongs. Call it as it is declared.',
		check: 'calls-match',
	},
	'hits-shadowing-route': {
		title: 'Calls that reach another route than the one meant',
		help: 'An earlier route answers this call in place of the one that was written for it. Register the more specific route first.',
		check: null,
	},
	'shadowed-route': {
		title: 'Routes that are never reached',
		help: 'An earlier route answers every request that this one could answer (`/users/:id` before `/users/search`). Register the more specific route first, or remove the one that cannot be reached.',
		check: null,
	},
	'invalid-route-template': {
		title: 'Paths that the framework refuses',
		help: 'This version of the framework throws when it reads the path of the route, so the service does not start. Write it in the syntax of the installed version.',
		check: null,
	},
	'unreachable-route-template': {
		title: 'Paths that no request can have',
		help: 'The path is read differently by this version of the framework than it was meant, and no request matches it. Write it in the syntax of the installed version.',
		check: null,
	},
	'inconsistent-prefix': {
		title: 'Prefixes that differ',
		help: 'Most calls or routes share a prefix and these do not. Use the shared prefix, or mount the routes where the others are.',
		check: 'prefixes',
	},
	'mock-fallback': {
		title: 'Made-up data where fetching failed',
		help: 'When the request fails, production code goes on with literal or mock data: users see numbers that are not theirs, and nobody sees the failure. Show the failure instead.',
		check: 'mock-fallbacks',
	},
};

/** The texts of a rule; one that has none is named by its own words. */
export function textOfRule(rule: string): RuleText {
	const words = rule.replaceAll('-', ' ');
	return (
		rules[rule] ?? {
			title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
			help: `See the finding’s own message (${rule}).`,
			check: null,
		}
	);
}

/** Rules in the order in which they are told: what breaks first. */
export function orderOfRule(rule: string): number {
	const index = Object.keys(rules).indexOf(rule);
	return index === -1 ? Object.keys(rules).length : index;
}
