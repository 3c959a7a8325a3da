function read() {
	if (!process.env.BADGES) return null;
	const badges = JSON.parse(process.env.BADGES);
	const missing = ['issuer', 'keys'].filter((name) => !(name in badges));
	if (missing.length > 0) throw new Error(`BADGES has no ${missing.join(', ')}`);
	return badges;
}

export const badges = read();
