import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {parseCommandLine} from '../../source/cli/flags.ts';
import {readSettings, type Settings} from '../../source/cli/settings.ts';
import {readToken} from '../../source/cli/token.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'esa-health-settings-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

function settings(argv: string[], env: NodeJS.ProcessEnv = {}): Settings {
	return readSettings(parseCommandLine(argv).flags, {XDG_CONFIG_HOME: path.join(folder, 'xdg'), ...env}, folder);
}

function projectConfig(value: unknown): void {
	writeFileSync(path.join(folder, 'esa-health.config.json'), typeof value === 'string' ? value : JSON.stringify(value));
}

function userConfig(value: unknown): void {
	mkdirSync(path.join(folder, 'xdg', 'esa-health'), {recursive: true});
	writeFileSync(path.join(folder, 'xdg', 'esa-health', 'config.json'), JSON.stringify(value));
}

test('flag wins over environment, environment over project, project over user', () => {
	userConfig({url: 'http://user', interval: 5});
	expect(settings([]).url).toBe('http://user');
	projectConfig({url: 'http://project'});
	expect(settings([])).toMatchObject({url: 'http://project', intervalMs: 5000});
	expect(settings([], {ESA_HEALTH_URL: 'http://env'}).url).toBe('http://env');
	expect(settings(['--url', 'http://flag'], {ESA_HEALTH_URL: 'http://env'}).url).toBe('http://flag');
});

test('a target of the user’s config is chosen by its name or its URL and brings its token file', () => {
	userConfig({targets: {shop: {url: 'http://shop:3000', tokenFile: '/secret', interval: 10}}});
	for (const url of ['shop', 'http://shop:3000']) {
		expect(settings(['--url', url])).toMatchObject({url: 'http://shop:3000', intervalMs: 10_000, tokenSource: {file: '/secret'}});
	}
	expect(settings(['--url', '__proto__']).url).toBe('__proto__');
});

test.each([
	['{"intervall": 5}', '"intervall" is no setting. Did you mean "interval"?'],
	['{"interval": "5"}', '"interval":'],
	['{"interval": 5', 'is not JSON'],
	['[]', 'the whole:'],
	['{"timeZone": "Vienna"}', 'no IANA time zone'],
])('the config %s is refused in one sentence', (text, sentence) => {
	projectConfig(text);
	expect(() => settings([])).toThrow(sentence);
});

test('a config file that was named must exist', () => {
	expect(() => settings(['--config', 'none.json'])).toThrow(/none\.json cannot be read \(ENOENT\)/);
});

test('a token file that others can read is refused, and no message shows a token', () => {
	const file = path.join(folder, 'token');
	writeFileSync(file, 'canary\n', {mode: 0o644});
	expect(() => readToken({flag: undefined, file, env: {}})).toThrow(`run chmod 600 ${file}`);
	rmSync(file);
	writeFileSync(file, 'canary\n', {mode: 0o600});
	expect(readToken({flag: undefined, file, env: {}})).toEqual({value: 'canary', exposed: false});
	writeFileSync(file, 'canary one\n');
	expect(() => readToken({flag: undefined, file, env: {}})).toThrow(/^(?!.*canary)/);
	expect(readToken({flag: 'canary', file: undefined, env: {}})).toEqual({value: 'canary', exposed: true});
	expect(readToken({flag: undefined, file: undefined, env: {ESA_HEALTH_TOKEN: 'canary'}})).toEqual({value: 'canary', exposed: false});
});
