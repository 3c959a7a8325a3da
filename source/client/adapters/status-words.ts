/** What a server's word for its state means. */
export type Meaning = 'up' | 'degraded' | 'down' | 'unknown';

/** The words of health+json, Spring Actuator, MicroProfile, terminus, Adonis, ASP.NET, lightship, Consul, Elasticsearch and etcd, in lower case. */
const words: readonly {meaning: Meaning; means: string}[] = [
	{meaning: 'up', means: 'up|ok|okay|pass|passing|healthy|alive|live|ready|success|green|true|running|connected|server_is_ready'},
	{
		meaning: 'degraded',
		means:
			'warn|warning|degraded|yellow|out_of_service|starting|not_ready|shutting down|shutting_down|server_is_not_ready|server_is_shutting_down',
	},
	{meaning: 'down', means: 'down|fail|failed|failing|error|unhealthy|critical|red|false|disconnected'},
	{meaning: 'unknown', means: 'unknown'},
];

const meanings = new Map(words.flatMap(({meaning, means}) => means.split('|').map((word) => [word, meaning] as const)));

/** Undefined for a word that no format uses. Case does not matter, nor does a full stop or an exclamation mark at the end. */
export function meaningOf(word: string): Meaning | undefined {
	return meanings.get(
		word
			.trim()
			.toLowerCase()
			.replace(/[.!]+$/, ''),
	);
}
