import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {EsaError} from '../../source/basics/esa-error.ts';
import {parseCommandLine} from '../../source/cli/flags.ts';
import {readPathsSettings} from '../../source/cli/paths-settings.ts';
import {projectFolder} from '../support/project-folder.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';

const settingsOf = async (args: readonly string[], folder = temporaryFolder()) =>
	readPathsSettings(parseCommandLine(['api-paths', ...args]), {XDG_CONFIG_HOME: path.join(folder, 'xdg')}, folder);

test.each([
	[['a', 'b'], 'takes one folder'],
	[['a', '--project', 'b'], 'takes its folder once'],
	[['--watch', '--fix'], 'either --watch or --fix'],
	[['--yes'], 'only with --fix'],
	[['--reason', 'legacy'], 'only with --write-baseline'],
	[['--write-baseline', '--reason', 'legacy'], 'to the file of --baseline FILE'],
	[['--write-baseline', '--baseline', 'b.json'], 'with --reason TEXT'],
	[['--min-decided', '95'], '--min-decided takes a share of 0 to 1'],
	[['--base', 'api'], '--base: a base begins with /'],
	[['--origin', 'example.com/x'], '--origin: give scheme, host and port only'],
	[['--format', 'xml'], '--format takes text or json or sarif'],
	[['--baseline', 'nowhere.json'], 'cannot be read (ENOENT). --write-baseline makes one'],
])('%j is a wrong command line', async (args, sentence) => {
	const error = await settingsOf(args).then(
		() => expect.unreachable('it was accepted'),
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(EsaError);
	expect(error).toMatchObject({message: expect.stringContaining(sentence)});
});

test('SARIF is for api-paths alone', () => {
	expect(() => parseCommandLine(['--once', '--format', 'sarif'])).toThrow('--format takes text or json, not "sarif"');
});

test('lists of config and command line both count, a single value of the command line wins', async () => {
	const config = {agents: {'api-paths': {base: ['/api'], origins: ['https://a.example'], minDecided: 0.5, exclude: ['legacy/']}}};
	const folder = projectFolder({'web/esa-health.config.json': JSON.stringify(config)});
	const {root, options} = await settingsOf(
		['web', '--base', '/v2', '--base', '/v3', '--origin', 'https://b.example', '--min-decided', '0.9'],
		folder,
	);
	expect(root).toBe(path.join(folder, 'web'));
	expect(options).toEqual({
		exclude: ['legacy/'],
		base: ['/api', '/v2', '/v3'],
		origins: ['https://a.example', 'https://b.example'],
		minDecided: 0.9,
		ignore: [],
	});
});

test('a baseline that is to be written need not be there', async () => {
	expect(await settingsOf(['--baseline', 'b.json', '--write-baseline', '--reason', 'legacy'])).toMatchObject({
		baseline: {entries: []},
		write: {file: expect.stringMatching(/b\.json$/), reason: 'legacy'},
	});
});

test('what is wrong in the config is told by its name there', async () => {
	const folder = temporaryFolder();
	writeFileSync(path.join(folder, 'esa-health.config.json'), JSON.stringify({agents: {'api-paths': {exclud: []}}}));
	await expect(settingsOf([], folder)).rejects.toThrow('"agents.api-paths.exclud" is no setting');
});
