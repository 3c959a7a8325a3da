/** What a server sent cannot be understood; `message` says what came, cleaned, in one sentence without a full stop. Never leaves the client. */
export class Unreadable extends Error {
	override readonly name = 'Unreadable';
}
