import {createHash} from 'node:crypto';
import {globSync, readdirSync, readFileSync} from 'node:fs';
import {defineConfig, type Plugin} from 'rolldown';

/**
 * Everything is bundled, so an installation is one package and a start reads few files (unbundled: ~400 files, twice the time to the first frame).
 * `bin` stays tiny: it checks Node's version and switches the compile cache on before anything else is read.
 */
export default defineConfig({
	input: {
		bin: 'source/bin.ts',
		index: 'source/index.ts',
		register: 'source/register.ts',
		testing: 'source/testing/expect-no-n-plus-one.ts',
		// The analysis of code runs in a thread, which starts from a file of its own.
		'api-paths-worker': 'source/agents/api-paths/worker.ts',
	},
	platform: 'node',
	// The parser is native code: its package finds the binary of the platform beside itself.
	external: ['react-devtools-core', 'oxc-parser'],
	transform: {define: {'process.env.NODE_ENV': '"production"', ESA_HEALTH_BUILD: JSON.stringify(sourcesHash())}},
	plugins: [undiciCore(), yogaWithoutFetch(), fewCachedTexts(), inAscii(), thirdPartyLicences()],
	output: {dir: 'dist', format: 'esm', sourcemap: true, cleanDir: true, chunkFileNames: '[name]-[hash].js'},
});

/** Tells builds of one version apart: what one of them kept about a project is of no use to another. */
function sourcesHash(): string {
	const hash = createHash('sha256').update(readFileSync('package-lock.json'));
	for (const file of globSync('source/**/*.{ts,tsx}').toSorted()) hash.update(`${file}\n`).update(readFileSync(file));
	return hash.digest('hex').slice(0, 16);
}

/**
 * Of undici we use Client and Pool; its index loads fetch, WebSocket, caches and mocks with them: 1.2 MB to parse, on the way to the first frame. Using
 * anything else of it fails the build here.
 */
function undiciCore(): Plugin {
	const id = '\0undici-core';
	return {
		name: 'undici-core',
		resolveId: {filter: {id: /^undici$/}, handler: () => id},
		load: {
			filter: {id: /undici-core$/},
			handler: () => `
				import api from 'undici/lib/api/index.js';
				import Client from 'undici/lib/dispatcher/client.js';
				import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
				import Pool from 'undici/lib/dispatcher/pool.js';
				Object.assign(Dispatcher.prototype, api);
				export {Client, Pool};`,
		},
	};
}

/** yoga-layout loads its WebAssembly through fetch(data:…), which boots node's own undici (25–50 ms); without fetch it decodes at once. */
function yogaWithoutFetch(): Plugin {
	return {
		name: 'yoga-without-fetch',
		transform: {
			filter: {id: /yoga-wasm-base64-esm\.js$/},
			handler(code) {
				const pattern = /"function"\s*[!=]=\s*typeof fetch/g;
				if (!pattern.test(code)) this.error('yoga-layout no longer asks for fetch as expected: look at it again');
				return {code: code.replaceAll(pattern, (test) => (test.includes('!') ? 'true' : 'false')), map: null};
			},
		},
	};
}

/**
 * Ink keeps the last 4,096 to 8,192 texts it measured and wrapped. Our one text is the whole screen: a day of screens would be 40 MB (measured over
 * 2,880 polls and 10,000 keys), and none but the last is drawn again.
 */
function fewCachedTexts(): Plugin {
	return {
		name: 'few-cached-texts',
		transform: {
			filter: {id: /ink\/build\/(?:measure|wrap)-text\.js$/},
			handler(code) {
				if (!code.includes('maxSize: 4096')) this.error('Ink no longer caches texts as expected: look at it again');
				return {code: code.replace('maxSize: 4096', 'maxSize: 16'), map: null};
			},
		},
	};
}

/**
 * V8 keeps a source with a single `…` in it at two bytes a character, and reads it more slowly: escaped, the monitor takes 4 MB less memory. Lines stay
 * where they are for the source maps.
 */
function inAscii(): Plugin {
	return {
		name: 'in-ascii',
		generateBundle(_, bundle) {
			for (const chunk of Object.values(bundle)) {
				if (chunk.type !== 'chunk') continue;
				if (/String\.raw\s*`[^`]*[^\0-\x7f]/.test(chunk.code) || /(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.test(chunk.code))
					this.error('an escape in String.raw, or behind a backslash, is not the character: write it another way');
				chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped);
			}
		},
	};
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The licences of what is bundled ask for their text to travel with it. */
function thirdPartyLicences(): Plugin {
	return {
		name: 'third-party-licences',
		generateBundle(_, bundle) {
			const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
			const folders = new Set(modules.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
			const texts = [...folders].toSorted().map((folder) => {
				const {name, version, license} = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, string>;
				const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
				return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
			});
			this.emitFile({type: 'asset', fileName: 'THIRD-PARTY-LICENCES.txt', source: texts.join(`\n${'-'.repeat(80)}\n`)});
		},
	};
}
