import type {ApiPathsReport} from '../agents/api-paths/report.ts';
import type {PathsSettings} from './paths-settings.ts';

/** Prints a report on stdout in the format asked for; JSON and SARIF on one line under `--watch`, for whoever reads line by line. */
export async function printReport(report: ApiPathsReport, settings: PathsSettings): Promise<void> {
	process.stdout.write(`${await reportText(report, settings)}\n`);
}

/** Each format is loaded when it is asked for: what text needs takes as long to load as an unchanged project takes to look at. */
async function reportText(report: ApiPathsReport, settings: PathsSettings): Promise<string> {
	const indent = settings.watch ? undefined : '\t';
	switch (settings.format) {
		case 'json':
			return JSON.stringify(report, null, indent);
		case 'sarif': {
			const {pathsSarif} = await import('../agents/api-paths/output/sarif.ts');
			return JSON.stringify(pathsSarif(report, settings.baseline !== null), null, indent);
		}
		case 'text': {
			const [{pathsText}, {lookOf}] = await Promise.all([import('../agents/api-paths/output/text.ts'), import('./paths-look.ts')]);
			return pathsText(report, lookOf(settings));
		}
	}
}
