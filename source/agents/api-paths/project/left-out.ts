/**
 * What is not analysed for its own sake, as a table. Names count as a whole (`tests-service` is no `tests`), and only those below the root: the root
 * itself may be called anything. Most folder names are ordinary words too (a clinic has *tests*, an insurance *coverage*), so they count only
 * where tools put them: beside a package.json (or at the root), or directly in a `src` there; and the more ordinary the word, the more has to speak for it. What is
 * `left-out` is still read when analysed code imports it.
 */

/** Where a folder lies: beside a package.json, directly in the `src` of a package, in its folder of static files, or anywhere else. */
export type FolderPlace = 'package' | 'source' | 'static' | 'elsewhere';

/** `skip`: as if it were not there; `left-out`: no code to analyse, but it may be imported. */
export type FolderFate = 'skip' | 'left-out' | 'walk';

interface FolderRule {
	names: readonly string[];
	places: readonly FolderPlace[];
	fate: FolderFate;
	/** Only where what lies in the folder (also one level down, as `a/b`) or beside it says so too. */
	only?: (inside: readonly string[], beside: readonly string[]) => boolean;
}

const everywhere = ['package', 'source', 'static', 'elsewhere'] as const;

const rules: FolderRule[] = [
	{names: ['node_modules', 'bower_components', 'jspm_packages'], places: everywhere, fate: 'skip'},
	{names: ['__tests__', '__mocks__', '__fixtures__', '__snapshots__'], places: everywhere, fate: 'left-out'},
	{names: ['dist', 'storybook-static'], places: ['package'], fate: 'skip'},
	{names: ['dist', 'build', 'out', 'vendor'], places: ['static'], fate: 'skip'},
	{names: ['build', 'out'], places: ['package'], fate: 'skip', only: isNoPackage},
	{
		names: ['coverage'],
		places: ['package'],
		fate: 'skip',
		only: has(/^(?:lcov.*|coverage-.*\.json|clover\.xml|cobertura.*|base\.css|tmp)$/),
	},
	{names: ['vendor'], places: ['package'], fate: 'skip', only: has(/^(?:autoload\.php|composer|modules\.txt|bundle)$/)},
	{
		names: ['target'],
		places: ['package'],
		fate: 'skip',
		only: (_, beside) => has(/^(?:pom\.xml|Cargo\.toml|build\.sbt|build\.gradle.*)$/)(beside),
	},
	{names: ['test', 'tests', 'spec', 'specs', 'e2e', 'cypress', 'playwright'], places: ['package'], fate: 'left-out', only: isNoPackage},
	{
		names: ['test', 'tests', 'spec', 'specs', 'e2e'],
		places: ['source'],
		fate: 'left-out',
		only: has(/(?:^|\/)[^/]+[.-](?:test|spec|e2e)\.[cm]?[jt]sx?$/),
	},
	{names: ['mock', 'mocks', 'msw'], places: ['package'], fate: 'left-out', only: isNoPackage},
	{names: ['mock', 'mocks', 'msw'], places: ['source'], fate: 'left-out', only: has(/^(?:handlers|browser|server|node|db)(?:\/|\.|$)/)},
	{names: ['stories'], places: ['package', 'source'], fate: 'left-out', only: has(/\.stories\.[^/]+$|\.mdx$/)},
];

const rulesByName = Map.groupBy(
	rules.flatMap((rule) => rule.names.flatMap((name) => rule.places.map((place) => ({...rule, key: `${place}/${name}`})))),
	({key}) => key,
);

function has(pattern: RegExp): (names: readonly string[]) => boolean {
	return (names) => names.some((name) => pattern.test(name));
}

/** A service may be called `tests` or `build`: it then has its own package.json, and sources. */
function isNoPackage(inside: readonly string[]): boolean {
	return !(inside.includes('package.json') && inside.includes('src'));
}

/** What becomes of a folder. Hidden ones are skipped, except `.well-known`, which is part of public paths. `inside` is asked for only where it decides. */
export function fateOfFolder(name: string, place: FolderPlace, inside: () => readonly string[], beside: readonly string[]): FolderFate {
	if (name.startsWith('.')) return name === '.well-known' ? 'walk' : 'skip';
	return rulesByName.get(`${place}/${name}`)?.find(({only}) => only === undefined || only(inside(), beside))?.fate ?? 'walk';
}

/** Folders of a package whose content is served as it is. */
export const staticFolders: ReadonlySet<string> = new Set(['public', 'static', 'assets', 'wwwroot']);

export type FileKind = 'code' | 'left-out' | 'other';

const code = /\.(?:[cm]?[jt]sx?|vue|svelte|html?)$/i;
const declaration = /\.d\.(?:[\w-]+\.)?[cm]?ts$/i;
const parts = 'test|tests|spec|specs|e2e|e2e-spec|cy|stories|story|mock|mocks|bench';
const tests = new RegExp(String.raw`\.(?:${parts})\.(?:[cm]?[jt]sx?|vue|svelte|html?)$`, 'i');

/** Tools whose `NAME.config.*` configures a build, never the program. `app.config.ts`, `axios.config.js` and their like are code. */
const tools = `
	vite vitest webpack rollup rolldown rspack rsbuild tsup tsdown unbuild esbuild parcel metro craco vue
	babel swc postcss tailwind uno unocss windi eslint prettier stylelint commitlint lint-staged oxlint
	jest karma mocha ava cypress playwright wdio protractor codecept nyc stryker storybook
	svelte nuxt next astro quasar remix react-router electron electron-builder electron.vite forge capacitor
	drizzle mikro-orm prisma orval kubb codegen graphql release semantic-release typedoc ecosystem pm2
`
	.trim()
	.replaceAll('.', '\\.')
	.split(/\s+/);
const toolConfig = new RegExp(String.raw`^(?:${tools.join('|')})\.(?:config|conf|setup)(?:\.[\w-]+)?\.[cm]?[jt]s$`, 'i');
const taskFiles =
	/^(?:webpack\.[\w-]+|gulpfile|gruntfile|jakefile|setuptests|(?:jest|vitest)\.[\w-]+|(?:jest|vitest|karma)[-.]setup)\.[cm]?[jt]s$/i;
const minified = /[.-]min\.[cm]?js$/i;

/** What a file is by its name. `other` are styles, data, pictures; type declarations are `other` too: nothing in them runs. */
export function kindOfFile(name: string): FileKind {
	if (!code.test(name) || declaration.test(name)) return 'other';
	return tests.test(name) || toolConfig.test(name) || taskFiles.test(name) ? 'left-out' : 'code';
}

/** Whether the name already says that a tool squeezed the file. */
export function isNamedMinified(name: string): boolean {
	return minified.test(name);
}
