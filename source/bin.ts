#!/usr/bin/env node
// Small on purpose: it must parse on old versions of Node, and nothing else may load before the version is known to do.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
	process.stderr.write(
		`esa-health needs Node.js 22.19 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org and run it again.\n`,
	);
	process.exitCode = 69;
} else {
	// React and Ink choose their production builds by this, and they read it when first imported.
	process.env['NODE_ENV'] ??= 'production';
	const {enableCompileCache} = await import('node:module');
	enableCompileCache();
	const {main} = await import('./cli/main.ts');
	await main(process.argv.slice(2));
}
